package store.retro.platform.deadline;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class DeadlineConfiguration {

    @Bean
    FilterRegistrationBean<DeadlineFilter> deadlineOfRequests(RequestProperties properties) {
        FilterRegistrationBean<DeadlineFilter> filter = new FilterRegistrationBean<>(new DeadlineFilter(properties));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /** In milliseconds, as times are stored and sent. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
