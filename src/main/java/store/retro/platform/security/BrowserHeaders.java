package store.retro.platform.security;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

    static void configure(HeadersConfigurer<HttpSecurity> headers, RequestMatcher open, List<PagePolicy> pages) {
        Map<String, String> policies = new HashMap<>();
        pages.forEach(page -> page.paths().forEach(path -> policies.put(path, policy(page, ""))));
        PagePolicy none = new PagePolicy(List.of(), List.of(), List.of());
        String policy = policy(none, "");
        // Swagger UI sets styles in its markup and draws its arrows from data: URIs
        String swaggerPolicy = policy(none, " 'unsafe-inline'");
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

    private static String policy(PagePolicy page, String inlineStyle) {
        List<ForeignScript> scripts = page.scripts();
        String origins = sources(scripts.stream().map(ForeignScript::origin));
        String frames = sources(scripts.stream().flatMap(script -> script.frameSources().stream()));
        String connect = sources(Stream.concat(
                page.connectSources().stream(), scripts.stream().flatMap(script -> script.connectSources().stream())));
        String foreign =
                scripts.isEmpty() ? "" : "script-src 'self'" + origins + "; frame-src" + origins + frames + "; ";
        return "default-src 'self'; " + foreign + "connect-src 'self'" + connect + "; style-src 'self'" + inlineStyle
                + "; img-src 'self' data:" + sources(page.imageSources().stream()) + "; object-src 'none'; "
                + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    /** Each after a space. */
    private static String sources(Stream<String> origins) {
        return origins.distinct().map(" "::concat).collect(Collectors.joining());
    }
}
