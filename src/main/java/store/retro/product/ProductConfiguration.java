package store.retro.product;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import store.retro.platform.problem.ProblemTypes;
import store.retro.platform.security.PublicEndpoints;

@Configuration(proxyBeanMethods = false)
class ProductConfiguration {

    @Bean
    ProblemTypes productProblems() {
        return new ProblemTypes(List.of(ProductProblem.values()));
    }

    @Bean
    PublicEndpoints productEndpoints() {
        return new PublicEndpoints(List.of("GET /products", "GET /products/{id}"));
    }
}
