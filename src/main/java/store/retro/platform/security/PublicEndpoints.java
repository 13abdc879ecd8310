package store.retro.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Paths that anyone may call. The store has its own; a bean of this type adds to them, which only development does.
 *
 * @param paths a method and a pattern each, such as {@code "POST /dev/tokens"}; HEAD goes with GET
 */
public record PublicEndpoints(List<String> paths) {

    public static final PublicEndpoints STORE = new PublicEndpoints(List.of(
            "GET /",
            "GET /index.html",
            "GET /favicon.ico",
            "GET /favicon.svg",
            "GET /assets/**",
            "GET /images/**",
            "GET /products",
            "GET /products/{id}",
            "GET /problems/{code}",
            "GET /actuator/health",
            "GET /actuator/health/liveness",
            "GET /actuator/health/readiness",
            "GET /v3/api-docs",
            "GET /v3/api-docs.yaml",
            "GET /v3/api-docs/**",
            "GET /swagger-ui.html",
            "GET /swagger-ui/**",
            "POST /webhooks/stripe"));

    public PublicEndpoints {
        paths = paths.stream()
                .flatMap(path ->
                        path.startsWith("GET ") ? Stream.of(path, "HEAD " + path.substring(4)) : Stream.of(path))
                .distinct()
                .toList();
    }

    public PublicEndpoints and(Stream<PublicEndpoints> more) {
        return new PublicEndpoints(Stream.concat(Stream.of(this), more)
                .flatMap(each -> each.paths.stream())
                .toList());
    }

    /** Whether a path, as OpenAPI writes it, is open; its variables may stand unfilled. */
    public boolean contain(String method, String path) {
        return paths.stream()
                .filter(each -> method(each).name().equals(method))
                .anyMatch(each ->
                        PathPatternParser.defaultInstance.parse(pattern(each)).matches(PathContainer.parsePath(path)));
    }

    RequestMatcher matcher() {
        List<RequestMatcher> matchers = paths.stream()
                .<RequestMatcher>map(each -> PathPatternRequestMatcher.pathPattern(method(each), pattern(each)))
                .toList();
        return (HttpServletRequest request) -> matchers.stream().anyMatch(matcher -> matcher.matches(request));
    }

    private static HttpMethod method(String path) {
        return HttpMethod.valueOf(path.substring(0, path.indexOf(' ')));
    }

    private static String pattern(String path) {
        return path.substring(path.indexOf(' ') + 1);
    }
}
