package store.retro.platform.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Explains a problem at its {@code type}: HTML for those who ask for it, JSON for everyone else. */
@RestController
@RequestMapping("/problems/{code}")
class ProblemPages {

    private final ProblemCatalogue problems;
    private final String template;

    ProblemPages(ProblemCatalogue problems, @Value("classpath:/pages/problem.html") Resource page) throws IOException {
        this.problems = problems;
        this.template = page.getContentAsString(StandardCharsets.UTF_8);
    }

    /**
     * @param meaning what has happened
     * @param advice what to do about it
     */
    record Explanation(
            String type, String title, int status, String code, boolean retryable, String meaning, String advice) {}

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ProblemResponses("not-found")
    Explanation explain(@PathVariable String code, HttpServletRequest request) {
        ProblemType problem = find(code);
        ProblemText text = problem.text();
        return new Explanation(
                request.getContextPath() + problem.path(),
                text.title(),
                problem.status(),
                problem.code(),
                problem.retryable(),
                text.meaning(),
                text.advice());
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    @ProblemResponses("not-found")
    String page(@PathVariable String code, HttpServletRequest request) {
        Explanation explanation = explain(code, request);
        String page = template;
        for (Map.Entry<String, String> text : texts(explanation).entrySet()) {
            page = page.replace("{" + text.getKey() + "}", HtmlUtils.htmlEscape(text.getValue()));
        }
        return page;
    }

    /** The store's own text alone, so that nothing of the request is in the page. */
    private static Map<String, String> texts(Explanation explanation) {
        return Map.of(
                "title", explanation.title(),
                "code", explanation.code(),
                "status", String.valueOf(explanation.status()),
                "meaning", explanation.meaning(),
                "advice", explanation.advice());
    }

    private ProblemType find(String code) {
        return problems.find(code)
                .orElseThrow(() -> new ProblemException(GeneralProblem.NOT_FOUND, "There is no problem of this code."));
    }
}
