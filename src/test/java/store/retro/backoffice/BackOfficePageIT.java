package store.retro.backoffice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Answer;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** How the page is served; no browser is needed for this. */
@StoreTest
class BackOfficePageIT {

    @Autowired
    private Shop shop;

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void isServedToAnyoneUnderAPolicyOfItsOwn(String method) {
        Answer page = shop.anonymously(method, "/back-office", null);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.header("Cache-Control")).hasValue("no-cache");
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; ")
                .doesNotContain("unsafe");
    }
}
