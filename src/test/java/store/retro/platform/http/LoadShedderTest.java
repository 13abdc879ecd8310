package store.retro.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import store.retro.platform.PlatformTest;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;

@PlatformTest
@Import(LoadShedderTest.Closed.class)
@TestPropertySource(properties = "store.web.cors.allowed-origins=https://shop.example")
class LoadShedderTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class Closed {

        @Bean
        LoadShedder closed() {
            return request -> request.getRequestURI().equals("/carts")
                    ? Optional.of(new ProblemException(GeneralProblem.TRY_AGAIN, "Full."))
                    : Optional.empty();
        }
    }

    @Autowired
    private MockMvcTester mvc;

    /** Whatever else is wrong with it: neither its token nor its body is looked at. */
    @Test
    void turnsARequestAwayBeforeItsTokenIsLookedAt() {
        assertThat(mvc.post().uri("/carts").content("no cart"))
                .hasStatus(503)
                .hasHeader("Retry-After", "1")
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("try-again");
    }

    @Test
    void letsABrowserOnAnotherOriginReadWhy() {
        MvcTestResult refused = mvc.post()
                .uri("/carts")
                .header("Origin", "https://shop.example")
                .exchange();

        assertThat(refused).hasStatus(503).hasHeader("Access-Control-Allow-Origin", "https://shop.example");
    }

    @Test
    void letsEverythingElseIn() {
        assertThat(mvc.get().uri("/products")).hasStatus(200);
    }
}
