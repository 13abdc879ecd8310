package store.retro.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import store.retro.fixture.Tokens;
import store.retro.platform.PlatformTest;

@PlatformTest
@TestPropertySource(
        properties = {
            "store.web.cors.allowed-origins=https://shop.example",
            "store.web.staff-origins=https://office.example"
        })
class AccessTest {

    @Autowired
    MockMvcTester mvc;

    private MvcTestResult preflight(String origin, String method) {
        return preflight("/carts", origin, method);
    }

    private MvcTestResult preflight(String path, String origin, String method) {
        return mvc.method(HttpMethod.OPTIONS)
                .uri(path)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "authorization,idempotency-key,content-type")
                .exchange();
    }

    @Test
    void opensWhatARoomSaysIsOpen() {
        assertThat(mvc.post().uri("/dev/tokens")).hasStatus(404);
        assertThat(mvc.post().uri("/dev/faults")).hasStatus(401);
    }

    @Test
    void opensReadingOnly() {
        assertThat(mvc.method(HttpMethod.HEAD).uri("/products")).hasStatus(200);
        assertThat(mvc.post().uri("/products")).hasStatus(401);
        assertThat(mvc.get().uri("/products/1/more")).hasStatus(401);
    }

    @ParameterizedTest
    @CsvSource({
        "/staff/ship, staff, 200",
        "/staff/ship, clerk, 200",
        "/staff/ship, metrics, 403",
        "/staff/ship, Staff, 403",
        "/staff/ship, '', 403",
        "/staff/refund, staff, 200",
        "/staff/refund, clerk, 403",
        "/staff/anything, clerk, 403",
        "/staff/anything, staff, 404",
        "/actuator/prometheus, clerk, 403",
        "/actuator/prometheus, metrics, 404",
        "/actuator/prometheus, staff, 404",
        "/actuator/env, metrics, 403",
        "/actuator/env, staff, 404"
    })
    void wantsTheRole(String path, String role, int status) {
        assertThat(mvc.post().uri(path).header("Authorization", Tokens.withRoles("ada", role)))
                .hasStatus(status);
    }

    @Test
    void saysThatARoleIsMissing() {
        assertThat(mvc.post().uri("/staff/ship").header("Authorization", Tokens.bearer("ada")))
                .hasStatus(403)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT"})
    void answersPreflightsOfAllowedOriginsOnly(String method) {
        assertThat(preflight("https://shop.example", method))
                .hasStatus(200)
                .headers()
                .hasValue("Access-Control-Allow-Origin", "https://shop.example");
        assertThat(preflight("https://else.example", method))
                .hasStatus(403)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void answersNoPreflightOfAMethodThatNobodyNeeds() {
        assertThat(preflight("https://shop.example", "DELETE")).hasStatus(403);
    }

    @Test
    void opensStaffToTheOriginsOfStaffOnly() {
        assertThat(preflight("/staff/refund", "https://office.example", "DELETE"))
                .hasStatus(200)
                .headers()
                .hasValue("Access-Control-Allow-Origin", "https://office.example");
        assertThat(preflight("/staff/refund", "https://shop.example", "POST")).hasStatus(403);
        assertThat(preflight("/carts", "https://office.example", "POST")).hasStatus(403);
        assertThat(mvc.get().uri("/staff/refund").header("Origin", "https://shop.example"))
                .headers()
                .doesNotContainHeader("Access-Control-Allow-Origin");
    }

    @Test
    void letsPagesOfStaffSendAndSeeTags() {
        assertThat(mvc.method(HttpMethod.OPTIONS)
                        .uri("/staff/refund")
                        .header("Origin", "https://office.example")
                        .header("Access-Control-Request-Method", "PUT")
                        .header("Access-Control-Request-Headers", "authorization,content-type,if-match"))
                .hasStatus(200);
        assertThat(mvc.get().uri("/staff/refund").header("Origin", "https://office.example"))
                .headers()
                .hasValue("Access-Control-Expose-Headers", "Location, Idempotent-Replayed, Retry-After, ETag");
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
                .contains("default-src 'self'; script-src 'self' https://script.example; ")
                .contains("frame-src https://script.example https://frame.example; ")
                .contains("connect-src 'self' https://issuer.example https://api.example; ")
                .contains("img-src 'self' data: https://images.example;")
                .doesNotContain("unsafe");
    }

    @Test
    void letsNothingElseCallThem() {
        assertThat(mvc.get().uri("/products/1").exchange().getResponse().getHeader("Content-Security-Policy"))
                .contains("default-src 'self'; connect-src 'self';")
                .contains("img-src 'self' data:;");
    }
}
