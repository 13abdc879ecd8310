package store.retro.platform.security;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The headers that keep browsers and caches from doing more than they should. */
final class BrowserHeaders {

    private static final String POLICY_HEADER = "Content-Security-Policy";

    private BrowserHeaders() {}

    static void configure(HeadersConfigurer<HttpSecurity> headers, RequestMatcher open, List<PagePolicy> pages) {
        Map<String, String> policies = new HashMap<>();
        pages.forEach(page -> page.paths()
                .forEach(path ->
                        policies.put(path, policy(sources(page.connectSources()), sources(page.imageSources()), ""))));
        String policy = policy("", "", "");
        // Swagger UI sets styles in its markup and draws its arrows from data: URIs
        String swaggerPolicy = policy("", "", " 'unsafe-inline'");
        headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .addHeaderWriter((request, response) -> {
                    String path = request.getRequestURI()
                            .substring(request.getContextPath().length());
                    response.setHeader(
                            POLICY_HEADER,
                            path.startsWith("/swagger-ui/") ? swaggerPolicy : policies.getOrDefault(path, policy));
                    if (!open.matches(request) && !response.containsHeader(HttpHeaders.CACHE_CONTROL)) {
                        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                    }
                });
    }

    /** Each after a space. */
    private static String sources(List<String> origins) {
        return origins.stream().distinct().map(" "::concat).collect(Collectors.joining());
    }

    private static String policy(String connect, String images, String inlineStyle) {
        return "default-src 'self'; connect-src 'self'" + connect + "; style-src 'self'" + inlineStyle
                + "; img-src 'self' data:" + images + "; object-src 'none'; base-uri 'none'; form-action 'self'; "
                + "frame-ancestors 'none'";
    }
}
