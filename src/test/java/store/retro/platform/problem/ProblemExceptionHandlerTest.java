package store.retro.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import store.retro.fixture.Tokens;
import store.retro.platform.PlatformTest;

@PlatformTest
class ProblemExceptionHandlerTest {

    @Autowired
    MockMvcTester mvc;

    private MvcTestResult fail(String kind) {
        return mvc.get()
                .uri("/failure/" + kind)
                .header("Authorization", Tokens.bearer("ada"))
                .exchange();
    }

    @Test
    void hasExactlyTheMembersOfTheContract() {
        assertThat(fail("stock"))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$")
                .asMap()
                .containsOnlyKeys(
                        "type", "title", "status", "detail", "instance", "code", "retryable", "traceId", "items");
        assertThat(fail("stock")).bodyJson().extractingPath("$.instance").isEqualTo("/failure/stock");
        assertThat(fail("stock"))
                .bodyJson()
                .extractingPath("$.traceId")
                .asString()
                .matches("[0-9a-f]{32}");
    }

    @Test
    void saysWhenToTryAgain() {
        MvcTestResult result = fail("busy");
        assertThat(result).hasStatus(503).headers().hasValue("Retry-After", "2");
        assertThat(result).bodyJson().extractingPath("$.retryable").isEqualTo(true);
    }

    @Test
    void keepsTheInsideInside() {
        assertThat(fail("defect"))
                .hasStatus(500)
                .bodyText()
                .contains("internal-error")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @EnumSource(GeneralProblem.class)
    void explainsEveryProblemInJsonAndHtml(ProblemType problem) {
        String path = "/problems/" + problem.code();
        assertThat(mvc.get().uri(path)).hasStatusOk().hasContentType(MediaType.APPLICATION_JSON);
        assertThat(mvc.get().uri(path).header("Accept", "*/*"))
                .hasStatusOk()
                .hasContentType(MediaType.APPLICATION_JSON);
        assertThat(mvc.get().uri(path).header("Accept", "text/html,*/*;q=0.8"))
                .hasStatusOk()
                .hasContentType("text/html;charset=UTF-8")
                .bodyText()
                .contains(problem.text().title());
    }

    @Test
    void knowsNoOtherProblem() {
        assertThat(mvc.get().uri("/problems/bad-weather")).hasStatus(404);
    }
}
