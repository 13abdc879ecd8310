package store.retro.platform.security;

import java.util.List;
import java.util.function.Function;
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
        String policy =
                policy(sources(pages, PagePolicy::connectSources), sources(pages, PagePolicy::imageSources), "");
        // Swagger UI sets styles in its markup and draws its arrows from data: URIs
        String swaggerPolicy = policy("", "", " 'unsafe-inline'");
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

    /** Each after a space. */
    private static String sources(List<PagePolicy> pages, Function<PagePolicy, List<String>> kind) {
        return pages.stream()
                .flatMap(page -> kind.apply(page).stream())
                .distinct()
                .map(" "::concat)
                .collect(Collectors.joining());
    }

    private static String policy(String connect, String images, String inlineStyle) {
        return "default-src 'self'; connect-src 'self'" + connect + "; style-src 'self'" + inlineStyle
                + "; img-src 'self' data:" + images + "; object-src 'none'; base-uri 'none'; form-action 'self'; "
                + "frame-ancestors 'none'";
    }
}
