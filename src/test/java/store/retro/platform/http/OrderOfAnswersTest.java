package store.retro.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import store.retro.fixture.Tokens;
import store.retro.platform.PlatformTest;
import store.retro.platform.TestController;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemType;

@PlatformTest
class OrderOfAnswersTest {

    private static final String GOOD = "{\"items\":[]}";
    private static final String LARGE = " ".repeat(65_537);

    @Autowired
    MockMvcTester mvc;

    @Autowired
    TestController controller;

    private MvcTestResult post(String path, String token, String accept, String type, String key, String body) {
        return mvc.method(HttpMethod.POST)
                .uri(path)
                .header("Authorization", token)
                .header("Accept", accept)
                .header("Content-Type", type)
                .header("Idempotency-Key", key)
                .content(body)
                .exchange();
    }

    private static void assertProblem(MvcTestResult result, ProblemType problem) {
        assertThat(result).hasStatus(problem.status()).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(result).bodyJson().extractingPath("$.code").isEqualTo(problem.code());
    }

    @Test
    void asksForATokenBeforeAnythingElse() {
        assertProblem(post("/nowhere", "", "text/html", "text/plain", ";", "{"), GeneralProblem.UNAUTHENTICATED);
    }

    /** Let go: which of several faults is named; that it is one of them, and a problem, stays. */
    @ParameterizedTest
    @CsvSource({
        "/nowhere, text/html, text/plain",
        "/list, text/html, text/plain",
        "/carts, text/html, text/plain",
        "/carts, application/json, text/plain",
        "/carts, application/json, application/json"
    })
    void namesOneOfSeveralFaults(String path, String accept, String type) {
        MvcTestResult result = post(path, ada(), accept, type, ";", LARGE);
        assertThat(result).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(result.getResponse().getStatus()).isIn(400, 404, 405, 406, 413, 415);
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere, application/json, application/json, k, 404",
        "/list, application/json, application/json, k, 405",
        "/carts, text/html, application/json, k, 406",
        "/carts, application/json, text/plain, k, 415",
        "/carts, application/json, application/json;charset=utf-16, k, 415",
        "/carts, application/json, application/json;charset=nonsense, k, 415",
        "/carts, application/json, application/json, ';', 400"
    })
    void namesTheOnlyFault(String path, String accept, String type, String key, int status) {
        assertThat(post(path, ada(), accept, type, key, GOOD))
                .hasStatus(status)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void saysWhichMethodsThereAre() {
        assertThat(post("/list", ada(), "application/json", "application/json", "k", GOOD))
                .headers()
                .containsHeader("Allow");
    }

    @Test
    void refusesWhatIsNotAcceptableBeforeAnythingIsDone() {
        int before = controller.placed();
        assertProblem(post("/carts", ada(), "text/html", "application/json", "k", GOOD), GeneralProblem.NOT_ACCEPTABLE);
        assertThat(controller.placed()).isEqualTo(before);
    }

    @Test
    void refusesABodyOverTheLimit() {
        assertProblem(
                post("/carts", ada(), "application/json", "application/json", "k", LARGE),
                GeneralProblem.PAYLOAD_TOO_LARGE);
    }

    @Test
    void readsABodyOfExactlyTheLimit() {
        MvcTestResult result = post(
                "/carts",
                ada(),
                "application/json",
                "application/json",
                "\"k\"",
                GOOD + " ".repeat(65_536 - GOOD.length()));
        assertThat(result).hasStatus(201).bodyJson().isStrictlyEqualTo("{\"key\":\"k\",\"note\":null}");
    }

    private static String ada() {
        return Tokens.bearer("ada");
    }
}
