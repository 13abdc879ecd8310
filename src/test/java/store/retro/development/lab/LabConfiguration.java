package store.retro.development.lab;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import store.retro.platform.security.PublicEndpoints;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = LabStore.LAB, havingValue = "true", matchIfMissing = true)
class LabConfiguration {

    @Bean
    PublicEndpoints labPaths() {
        return new PublicEndpoints(
                List.of("GET /dev/lab", "GET /dev/lab/**", "POST /dev/lab/api/**", "DELETE /dev/lab/api/**"));
    }
}
