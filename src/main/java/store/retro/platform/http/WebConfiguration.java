package store.retro.platform.http;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.hibernate.validator.messageinterpolation.ResourceBundleMessageInterpolator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.validation.autoconfigure.ValidationConfigurationCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import store.retro.platform.problem.ProblemWriter;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebProperties.class)
class WebConfiguration implements WebMvcConfigurer {

    @Bean
    static FilterRegistrationBean<LoadShedderFilter> loadShedderFilter(
            ObjectProvider<LoadShedder> shedders, ProblemWriter problems, WebProperties properties) {
        FilterRegistrationBean<LoadShedderFilter> filter = new FilterRegistrationBean<>(
                new LoadShedderFilter(shedders.orderedStream().toList(), problems, Cors.allowed(properties)));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /**
     * Hides the headers in which a proxy says what it was asked for, whoever sent them, from all that would believe
     * them. What proxies say that {@code NamedProxies} knows, Tomcat has read before.
     */
    @Bean
    static FilterRegistrationBean<ForwardedHeaderFilter> forwardedHeaders() {
        ForwardedHeaderFilter hiding = new ForwardedHeaderFilter();
        hiding.setRemoveOnly(true);
        FilterRegistrationBean<ForwardedHeaderFilter> filter = new FilterRegistrationBean<>(hiding);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /** After security: who may not call at all hears that first. */
    @Bean
    static BodyLimitFilter bodyLimitFilter(
            WebProperties properties, ObjectProvider<LargeBody> larger, ProblemWriter problems) {
        return new BodyLimitFilter(properties.maxBody(), larger.stream(), problems);
    }

    /** Messages are English whatever the server's or the client's language is. */
    @Bean
    static ValidationConfigurationCustomizer englishMessages() {
        return validation ->
                validation.messageInterpolator(new ResourceBundleMessageInterpolator(locale -> ResourceBundle.getBundle(
                        "org.hibernate.validator.ValidationMessages",
                        Locale.ROOT,
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT))));
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new IdempotencyKeyArgumentResolver());
    }
}
