package store.retro.platform.background;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BackgroundConfiguration {

    @Bean
    @ConditionalOnBooleanProperty(name = "store.background.enabled", matchIfMissing = true)
    BackgroundJobRunner backgroundWorker(
            List<BackgroundJob> works, BackgroundProperties properties, MeterRegistry meters) {
        return new BackgroundJobRunner(works, properties, meters);
    }
}
