package store.retro.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Http;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** No proxy is named here, so whoever sends such headers is a stranger. */
@StoreTest
class ForwardedHeadersIT {

    private static final Map<String, String> FORGED = Map.of(
            "Forwarded", "for=192.0.2.1;host=evil.example;proto=https",
            "X-Forwarded-For", "192.0.2.1",
            "X-Forwarded-Host", "evil.example",
            "X-Forwarded-Port", "8443",
            "X-Forwarded-Prefix", "/evil",
            "X-Forwarded-Proto", "https",
            "X-Forwarded-Ssl", "on");

    @Autowired
    private Shop shop;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/products",
                "/problems/not-found",
                "/v3/api-docs",
                "/v3/api-docs/swagger-config",
                "/swagger-ui.html",
                "/swagger-ui/index.html",
                "/users/me"
            })
    void changeNoAnswer(String path) {
        Answer forged = new Http("http://localhost:" + port).send("GET", path, FORGED, null);

        assertThat(forged.headers().map()).doesNotContainKey("strict-transport-security");
        assertThat(forged.headers() + forged.body()).doesNotContain("evil").doesNotContain(":8443");
    }

    @Test
    void changeNoLocation() {
        Console console = shop.console(8999, 5);
        Answer paid =
                shop.buyer().send("POST", "/payments", FORGED, Buyer.paymentBody("pm_card_visa", console.times(1)));

        assertThat(paid.header("Location")).contains("/payments/" + paid.at("/id"));
    }

    @Test
    void areNeededByNoLinkOfTheDescription() {
        Answer description = shop.anonymously("GET", "/v3/api-docs", null);

        assertThat(description.json().at("/servers").findValuesAsString("url")).containsExactly("/");
    }
}
