package store.retro.platform.security;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The headers that keep browsers and caches from doing more than they should. */
final class BrowserHeaders {

    private static final String POLICY_HEADER = "Content-Security-Policy";

    private BrowserHeaders() {}

    static void configure(HeadersConfigurer<HttpSecurity> headers, RequestMatcher open, Stream<PagePolicy> pages) {
        String policy =
                policy(pages.flatMap(page -> page.connectSources().stream()).toList(), "");
        // Swagger UI sets styles in its markup and draws its arrows from data: URIs
        String swaggerPolicy = policy(List.of(), " 'unsafe-inline'");
        headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .addHeaderWriter((request, response) -> {
                    boolean swagger = request.getRequestURI().startsWith("/swagger-ui/");
                    response.setHeader(POLICY_HEADER, swagger ? swaggerPolicy : policy);
                    if (!open.matches(request) && !response.containsHeader(HttpHeaders.CACHE_CONTROL)) {
                        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                    }
                });
    }

    private static String policy(List<String> connectSources, String inlineStyle) {
        String connect = connectSources.isEmpty() ? "" : " " + String.join(" ", connectSources);
        return "default-src 'self'; connect-src 'self'" + connect + "; style-src 'self'" + inlineStyle
                + "; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
                + "frame-ancestors 'none'";
    }
}
