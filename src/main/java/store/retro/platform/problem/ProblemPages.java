package store.retro.platform.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Explains a problem at its {@code type}: HTML for those who ask for it, JSON for everyone else. */
@RestController
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class ProblemPages {

    private final ProblemCatalogue problems;

    /**
     * @param meaning what has happened
     * @param advice what to do about it
     */
    record Explanation(
            String type, String title, int status, String code, boolean retryable, String meaning, String advice) {

        Explanation(ProblemType problem) {
            this(
                    problem.path(),
                    problem.text().title(),
                    problem.status(),
                    problem.code(),
                    problem.retryable(),
                    problem.text().meaning(),
                    problem.text().advice());
        }
    }

    @GetMapping(
            path = "/problems/{code}",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_HTML_VALUE})
    @ProblemResponses("not-found")
    ResponseEntity<Object> explain(@PathVariable String code, HttpServletRequest request) {
        ProblemType problem = problems.find(code)
                .orElseThrow(() -> new ProblemException(GeneralProblem.NOT_FOUND, "There is no problem of this code."));
        if (prefersHtml(request)) {
            return ResponseEntity.ok()
                    .contentType(new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
                    .body(html(problem));
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(new Explanation(problem));
    }

    private static boolean prefersHtml(HttpServletRequest request) {
        List<MediaType> accepted = MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
        MimeTypeUtils.sortBySpecificity(accepted);
        accepted.sort((a, b) -> Double.compare(b.getQualityValue(), a.getQualityValue()));
        for (MediaType type : accepted) {
            if (type.includes(MediaType.APPLICATION_JSON)) {
                return false;
            }
            if (type.includes(MediaType.TEXT_HTML)) {
                return true;
            }
        }
        return false;
    }

    /** The texts are constants of {@link ProblemType}s, so that nothing of the request is written here. */
    private static String html(ProblemType problem) {
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
}
