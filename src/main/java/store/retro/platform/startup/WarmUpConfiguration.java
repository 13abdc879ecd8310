package store.retro.platform.startup;

import io.micrometer.observation.ObservationPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

@Configuration(proxyBeanMethods = false)
class WarmUpConfiguration {

    @Bean
    static ObservationPredicate othersRequests() {
        return (name, context) -> !(context instanceof ServerRequestObservationContext request
                && OwnRequests.isOne(request.getCarrier()));
    }
}
