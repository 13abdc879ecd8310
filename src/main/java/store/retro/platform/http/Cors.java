package store.retro.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.CorsProcessor;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemWriter;

/**
 * Tells browsers which other origins may call. A request from elsewhere is served without the headers rather than
 * refused: behind a proxy that ends TLS, the store's own page looks like another origin.
 */
public final class Cors {

    /** Where pages of staff call; the rule of roles is the same. */
    public static final String STAFF_PATHS = "/staff/**";

    private Cors() {}

    public static CorsFilter filter(WebProperties properties, ProblemWriter problems) {
        CorsFilter filter = new CorsFilter(allowed(properties));
        filter.setCorsProcessor(processor(problems));
        return filter;
    }

    /** What {@link #filter} allows. */
    static CorsConfigurationSource allowed(WebProperties properties) {
        CorsConfiguration staff = allowed(properties.staffOrigins());
        staff.addAllowedMethod(HttpMethod.DELETE);
        staff.addAllowedHeader(HttpHeaders.IF_MATCH);
        staff.addExposedHeader(HttpHeaders.ETAG);
        UrlBasedCorsConfigurationSource paths = new UrlBasedCorsConfigurationSource();
        paths.registerCorsConfiguration(STAFF_PATHS, staff);
        paths.registerCorsConfiguration("/**", allowed(properties.cors().allowedOrigins()));
        return paths;
    }

    private static CorsConfiguration allowed(List<String> origins) {
        CorsConfiguration allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(origins);
        allowed.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH"));
        allowed.setAllowedHeaders(List.of("Authorization", "Content-Type", IdempotencyKeyArgumentResolver.HEADER));
        allowed.setExposedHeaders(List.of("Location", IdempotencyKey.REPLAYED, "Retry-After"));
        allowed.setMaxAge(Duration.ofHours(1));
        return allowed;
    }

    /** As {@link #filter} uses it. */
    static CorsProcessor processor(ProblemWriter problems) {
        return new Processor(problems);
    }

    private static final class Processor extends DefaultCorsProcessor {

        private final ProblemWriter problems;

        Processor(ProblemWriter problems) {
            this.problems = problems;
        }

        @Override
        public boolean processRequest(
                @Nullable CorsConfiguration allowed, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            boolean granted = super.processRequest(allowed, request, response);
            if (!granted && CorsUtils.isPreFlightRequest(request)) {
                problems.write(request, response, GeneralProblem.FORBIDDEN, "This origin may not make such a request.");
                return false;
            }
            return true;
        }

        @Override
        protected void rejectRequest(ServerHttpResponse response) {
            // processRequest answers
        }
    }
}
