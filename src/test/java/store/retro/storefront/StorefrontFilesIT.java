package store.retro.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import store.retro.fixture.StoreTest;

/** How the page's files are served; no browser is needed for this. */
@StoreTest
class StorefrontFilesIT {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({
        "/, text/html, no-cache",
        "/assets/main.js, text/javascript, no-cache",
        "/assets/store.css, text/css, no-cache",
        "/assets/config.json, application/json, no-cache",
        "/images/game-boy-color.svg, image/svg+xml, 'max-age=604800, public'",
        "/favicon.svg, image/svg+xml, 'max-age=604800, public'"
    })
    void servesThePageToAnyone(String path, String type, String caching) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly(caching);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'")
                .doesNotContain("unsafe", "stripe");
    }

    @Test
    void explainsProblemsOnAPageOfItsMake() throws Exception {
        HttpResponse<String> answer = get("/problems/price-changed", "Accept", "text/html,*/*;q=0.8");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(answer.body())
                .contains("The price has changed", "price-changed", "today&#39;s total", "../assets/store.css")
                .doesNotContain("{");
    }

    @Test
    void sendsNothingAgainThatHasNotChanged() throws Exception {
        String tag = get("/assets/main.js").headers().firstValue("ETag").orElseThrow();

        assertThat(get("/assets/main.js", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(get("/assets/cart.js", "If-None-Match", tag).statusCode()).isEqualTo(200);
    }

    @Test
    void compressesWhatIsTheSameForEveryone() throws Exception {
        assertThat(get("/assets/store.css", "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
                .hasValue("gzip");
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
