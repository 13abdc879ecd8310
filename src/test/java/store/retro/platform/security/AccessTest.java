package store.retro.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import store.retro.platform.http.WebTest;

@WebTest
@Import(AccessTest.Development.class)
@TestPropertySource(
        properties = {
            "store.web.cors.allowed-origins=https://shop.example",
            "store.web.csp-connect-sources=https://issuer.example"
        })
class AccessTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class Development {

        @Bean
        PublicEndpoints devPaths() {
            return new PublicEndpoints(java.util.List.of("POST /dev/tokens"));
        }
    }

    @Autowired
    MockMvcTester mvc;

    private MvcTestResult preflight(String origin) {
        return mvc.method(HttpMethod.OPTIONS)
                .uri("/carts")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,idempotency-key,content-type")
                .exchange();
    }

    @Test
    void opensThePathsOfDevelopment() {
        assertThat(mvc.post().uri("/dev/tokens")).hasStatus(404);
        assertThat(mvc.post().uri("/dev/faults")).hasStatus(401);
    }

    @Test
    void opensReadingOnly() {
        assertThat(mvc.method(HttpMethod.HEAD).uri("/products")).hasStatus(200);
        assertThat(mvc.post().uri("/products")).hasStatus(401);
        assertThat(mvc.get().uri("/products/1/more")).hasStatus(401);
    }

    @Test
    void wantsTheRole() {
        assertThat(mvc.post().uri("/ship").header("Authorization", Tokens.bearer("ada")))
                .hasStatus(403)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("forbidden");
        assertThat(mvc.post().uri("/ship").header("Authorization", Tokens.staff("ada")))
                .hasStatus(200);
    }

    @Test
    void answersPreflightsOfAllowedOriginsOnly() {
        assertThat(preflight("https://shop.example"))
                .hasStatus(200)
                .headers()
                .hasValue("Access-Control-Allow-Origin", "https://shop.example");
        assertThat(preflight("https://else.example")).hasStatus(403).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void servesOtherOriginsWithoutTheHeaders() {
        assertThat(mvc.get().uri("/products").header("Origin", "https://else.example"))
                .hasStatus(200)
                .headers()
                .doesNotContainHeader("Access-Control-Allow-Origin");
    }

    @Test
    void keepsWhatBelongsToAPersonOutOfCaches() {
        assertThat(mvc.get().uri("/list").header("Authorization", Tokens.bearer("ada")))
                .headers()
                .hasValue("Cache-Control", "no-store");
        assertThat(mvc.get().uri("/products")).headers().doesNotContainHeader("Cache-Control");
    }

    @Test
    void letsThePageCallTheConfiguredSources() {
        assertThat(mvc.get().uri("/products").exchange().getResponse().getHeader("Content-Security-Policy"))
                .contains("default-src 'self'; connect-src 'self' https://issuer.example;")
                .doesNotContain("unsafe");
    }
}
