package store.retro.platform.problem;

import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Explains a problem at its {@code type}: HTML for those who ask for it, JSON for everyone else. */
@RestController
@RequestMapping("/problems/{code}")
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class ProblemPages {

    private final ProblemCatalogue problems;

    /**
     * @param meaning what has happened
     * @param advice what to do about it
     */
    record Explanation(
            String type, String title, int status, String code, boolean retryable, String meaning, String advice) {}

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ProblemResponses("not-found")
    Explanation explain(@PathVariable String code) {
        ProblemType problem = find(code);
        ProblemText text = problem.text();
        return new Explanation(
                problem.path(),
                text.title(),
                problem.status(),
                code,
                problem.retryable(),
                text.meaning(),
                text.advice());
    }

    /** What it writes is the store's own text, so that nothing of the request is in the page. */
    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    @ProblemResponses("not-found")
    String page(@PathVariable String code) {
        ProblemType problem = find(code);
        ProblemText text = problem.text();
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%2$s</title></head>
                <body>
                <h1>%2$s</h1>
                <p><code>%1$s</code>, status %3$d</p>
                <p>%4$s</p>
                <p>%5$s</p>
                </body>
                </html>
                """.formatted(problem.code(), text.title(), problem.status(), text.meaning(), text.advice());
    }

    private ProblemType find(String code) {
        return problems.find(code)
                .orElseThrow(() -> new ProblemException(GeneralProblem.NOT_FOUND, "There is no problem of this code."));
    }
}
