package store.retro.order;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import store.retro.platform.problem.ProblemTypes;
import store.retro.platform.security.ClerkEndpoints;

@Configuration(proxyBeanMethods = false)
class OrderConfiguration {

    @Bean
    ProblemTypes orderProblems() {
        return new ProblemTypes(List.of(OrderProblem.values()));
    }

    @Bean
    ClerkEndpoints clerkOrders() {
        return new ClerkEndpoints(List.of(
                "GET /staff/orders",
                "GET /staff/orders/{id}",
                "POST /staff/orders/{id}/ship",
                "PUT /staff/orders/{id}/shipping-address",
                "GET /staff/orders/{id}/history",
                "GET /staff/stuck",
                "POST /staff/stuck/{kind}/{id}/retry"));
    }
}
