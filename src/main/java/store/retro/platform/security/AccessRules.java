package store.retro.platform.security;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPatternParser;
import store.retro.platform.http.Cors;

/** Who may call what, merged from what the rooms say; everything that nobody names wants a token. */
@Component
public class AccessRules {

    static final String STAFF = "staff";
    static final String CLERK = "clerk";
    static final String METRICS = "metrics";
    static final Set<String> OF_STAFF = Set.of(STAFF, CLERK);

    private final List<Endpoint> open;
    private final List<Endpoint> clerks;

    AccessRules(ObjectProvider<PublicEndpoints> open, ObjectProvider<ClerkEndpoints> clerks) {
        this.open = endpoints(open.stream().flatMap(room -> room.endpoints().stream()));
        this.clerks = endpoints(clerks.stream().flatMap(room -> room.endpoints().stream()));
    }

    /** Whether an operation, its path as OpenAPI writes it, is open to anyone. */
    public boolean isOpen(String method, String path) {
        return open.stream()
                .anyMatch(endpoint -> endpoint.method().name().equals(method)
                        && PathPatternParser.defaultInstance
                                .parse(endpoint.pattern())
                                .matches(PathContainer.parsePath(path)));
    }

    /** Whether an operation, its path as OpenAPI writes it, wants a role besides the token. */
    public boolean wantsRole(String path) {
        return PathPatternParser.defaultInstance.parse(Cors.STAFF_PATHS).matches(PathContainer.parsePath(path));
    }

    RequestMatcher open() {
        return matcher(open);
    }

    RequestMatcher clerks() {
        return matcher(clerks);
    }

    private static RequestMatcher matcher(List<Endpoint> endpoints) {
        List<RequestMatcher> matchers = endpoints.stream()
                .<RequestMatcher>map(
                        endpoint -> PathPatternRequestMatcher.pathPattern(endpoint.method(), endpoint.pattern()))
                .toList();
        return request -> matchers.stream().anyMatch(matcher -> matcher.matches(request));
    }

    private static List<Endpoint> endpoints(Stream<String> written) {
        return written.map(Endpoint::parse)
                .flatMap(endpoint -> endpoint.method() == HttpMethod.GET
                        ? Stream.of(endpoint, new Endpoint(HttpMethod.HEAD, endpoint.pattern()))
                        : Stream.of(endpoint))
                .toList();
    }

    private record Endpoint(HttpMethod method, String pattern) {

        static Endpoint parse(String written) {
            int space = written.indexOf(' ');
            return new Endpoint(HttpMethod.valueOf(written.substring(0, space)), written.substring(space + 1));
        }
    }
}
