package store.retro.platform.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes a rejection as problem+json (RFC 9457), whatever {@code Accept} says, and logs it under its trace id. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
@Slf4j
public class ProblemWriter {

    private final JsonMapper json;

    public void write(HttpServletRequest request, HttpServletResponse response, ProblemType problem, String detail)
            throws IOException {
        write(request, response, new ProblemException(problem, detail));
    }

    public void write(HttpServletRequest request, HttpServletResponse response, ProblemException rejection)
            throws IOException {
        log(request, rejection);
        writeWithoutLog(request, response, rejection);
    }

    /** For answers that are too many to be logged one by one. */
    public void writeWithoutLog(HttpServletRequest request, HttpServletResponse response, ProblemException rejection)
            throws IOException {
        ProblemType problem = rejection.problem();
        if (response.isCommitted()) {
            return;
        }
        byte[] body =
                json.writeValueAsBytes(body(rejection, request.getContextPath(), path(request), TraceIds.of(request)));
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (problem.retryable()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(rejection.retryAfterSeconds()));
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    public static Map<String, Object> body(
            ProblemException rejection, String contextPath, String instance, String traceId) {
        ProblemType problem = rejection.problem();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", contextPath + problem.path());
        body.put("title", problem.text().title());
        body.put("status", problem.status());
        body.put("detail", rejection.getMessage());
        body.put("instance", instance);
        body.put("code", problem.code());
        body.put("retryable", problem.retryable());
        body.put("traceId", traceId);
        rejection.members().forEach(body::putIfAbsent);
        return body;
    }

    private static String path(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getRequestURI(), "/");
    }

    private static void log(HttpServletRequest request, ProblemException rejection) {
        ProblemType problem = rejection.problem();
        String method = request.getMethod();
        String path = path(request);
        String traceId = TraceIds.of(request);
        if (problem == GeneralProblem.INTERNAL_ERROR) {
            log.error("{} {} failed, trace {}", method, path, traceId, rejection.getCause());
        } else if (problem.retryable()) {
            log.warn("{} {}: {}, trace {}", method, path, problem.code(), traceId);
        } else {
            log.debug("{} {}: {}, trace {}", method, path, problem.code(), traceId);
        }
    }
}
