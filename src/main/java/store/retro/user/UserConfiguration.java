package store.retro.user;

import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import store.retro.platform.openapi.ConstraintSchema;
import store.retro.platform.problem.ProblemTypes;
import store.retro.platform.security.ClerkEndpoints;

@Configuration(proxyBeanMethods = false)
class UserConfiguration {

    @Bean
    ProblemTypes userProblems() {
        return new ProblemTypes(List.of(UserProblem.values()));
    }

    @Bean
    ClerkEndpoints clerkCustomers() {
        return new ClerkEndpoints(List.of("GET /staff/customers", "GET /staff/customers/{id}"));
    }

    @Bean
    ConstraintSchema countries() {
        return new ConstraintSchema(CountryCode.class, (code, schema) -> enumerate(schema));
    }

    @SuppressWarnings("unchecked")
    private static void enumerate(Schema<?> schema) {
        ((Schema<Object>) schema)
                .setEnum(CountryCode.Check.CODES.stream()
                        .sorted()
                        .<Object>map(code -> code)
                        .toList());
    }
}
