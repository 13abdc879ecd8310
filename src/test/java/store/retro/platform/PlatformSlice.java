package store.retro.platform;

import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import store.retro.fixture.Tokens;
import store.retro.platform.problem.ProblemTypes;
import store.retro.platform.security.ClerkEndpoints;
import store.retro.platform.security.ForeignScript;
import store.retro.platform.security.PagePolicy;
import store.retro.platform.security.PublicEndpoints;

/** The packages that serve HTTP, without any room, and what rooms would say of themselves. */
@TestConfiguration(proxyBeanMethods = false)
@ComponentScan(
        basePackages = {
            "store.retro.platform.http",
            "store.retro.platform.openapi",
            "store.retro.platform.problem",
            "store.retro.platform.security"
        },
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Test|IT)(\\$.*)?"))
@Import(Tokens.class)
public class PlatformSlice {

    @Bean
    ProblemTypes testProblems() {
        return new ProblemTypes(List.of(TestProblem.values()));
    }

    @Bean
    PublicEndpoints testEndpoints() {
        return new PublicEndpoints(List.of("GET /products", "GET /products/{id}", "POST /dev/tokens"));
    }

    @Bean
    ClerkEndpoints testClerkEndpoints() {
        return new ClerkEndpoints(List.of("POST /staff/ship"));
    }

    @Bean
    PagePolicy testPage() {
        return new PagePolicy(
                List.of("/products"),
                List.of("https://issuer.example"),
                List.of("https://images.example"),
                List.of(new ForeignScript(
                        "https://script.example", List.of("https://frame.example"), List.of("https://api.example"))));
    }
}
