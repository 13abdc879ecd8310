package store.retro.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import store.retro.platform.problem.Problem;
import store.retro.platform.security.Tokens;

@WebTest
class OrderOfAnswersTest {

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

    private static void assertProblem(MvcTestResult result, Problem problem) {
        assertThat(result).hasStatus(problem.status()).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(result).bodyJson().extractingPath("$.code").isEqualTo(problem.code());
    }

    @Test
    void asksForATokenBeforeAnythingElse() {
        assertProblem(post("/nowhere", "", "text/html", "text/plain", ";", LARGE), Problem.UNAUTHENTICATED);
    }

    @Test
    void knowsThePathBeforeTheMethod() {
        assertProblem(post("/nowhere", ada(), "text/html", "text/plain", ";", LARGE), Problem.NOT_FOUND);
    }

    @Test
    void looksAtTheMethodBeforeAccept() {
        MvcTestResult result = post("/list", ada(), "text/html", "text/plain", ";", LARGE);
        assertProblem(result, Problem.METHOD_NOT_ALLOWED);
        assertThat(result).headers().containsHeader("Allow");
    }

    @Test
    void looksAtAcceptBeforeContentType() {
        assertProblem(post("/carts", ada(), "text/html", "text/plain", ";", LARGE), Problem.NOT_ACCEPTABLE);
    }

    @Test
    void refusesWhatIsNotAcceptableBeforeAnythingIsDone() {
        int before = controller.placed();
        assertProblem(
                post("/carts", ada(), "text/html", "application/json", "k", "{\"items\":[]}"), Problem.NOT_ACCEPTABLE);
        assertThat(controller.placed()).isEqualTo(before);
    }

    @Test
    void looksAtContentTypeBeforeTheSize() {
        assertProblem(
                post("/carts", ada(), "application/json", "text/plain", ";", LARGE), Problem.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void takesNoOtherCharsetThanUtf8() {
        assertProblem(
                post("/carts", ada(), "application/json", "application/json;charset=utf-16", ";", LARGE),
                Problem.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void looksAtTheSizeBeforeTheKey() {
        assertProblem(
                post("/carts", ada(), "application/json", "application/json", ";", LARGE), Problem.PAYLOAD_TOO_LARGE);
    }

    @Test
    void looksAtTheKeyBeforeTheBody() {
        assertProblem(
                post("/carts", ada(), "application/json", "application/json", ";", "{"),
                Problem.INVALID_IDEMPOTENCY_KEY);
    }

    @Test
    void readsABodyOfExactlyTheLimit() {
        String body = "{\"items\":[]}";
        MvcTestResult result = post(
                "/carts",
                ada(),
                "application/json",
                "application/json",
                "\"k\"",
                body + " ".repeat(65_536 - body.length()));
        assertThat(result).hasStatus(201).bodyJson().isStrictlyEqualTo("{\"key\":\"k\",\"note\":null}");
    }

    private static String ada() {
        return Tokens.bearer("ada");
    }
}
