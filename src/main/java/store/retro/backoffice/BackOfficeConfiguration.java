package store.retro.backoffice;

import java.util.List;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import store.retro.platform.http.WebProperties;
import store.retro.platform.security.PagePolicy;
import store.retro.platform.security.PublicEndpoints;
import store.retro.platform.security.StaffClient;

@Configuration(proxyBeanMethods = false)
class BackOfficeConfiguration {

    @Bean
    PagePolicy backOfficePolicy(BackOfficeProperties properties, WebProperties web) {
        return new PagePolicy(List.of(BackOfficeController.PAGE), properties.connectSources(), web.imageSources());
    }

    @Bean
    PublicEndpoints backOfficeEndpoints() {
        return new PublicEndpoints(List.of("GET " + BackOfficeController.PAGE, "GET /assets/**"));
    }

    @Bean
    @ConditionalOnProperty("store.back-office.client-id")
    StaffClient backOfficeClient(BackOfficeProperties properties) {
        return new StaffClient(Objects.requireNonNull(properties.clientId()));
    }
}
