package store.retro.platform.http;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.hibernate.validator.messageinterpolation.ResourceBundleMessageInterpolator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.validation.autoconfigure.ValidationConfigurationCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import store.retro.platform.openapi.OpenApiConfiguration;
import store.retro.platform.problem.ErrorPages;
import store.retro.platform.problem.ProblemExceptionHandler;
import store.retro.platform.problem.ProblemWriter;
import store.retro.platform.problem.TomcatProblemCustomizer;
import store.retro.platform.security.ProblemAuthenticationEntryPoint;
import store.retro.platform.security.SecurityConfiguration;
import tools.jackson.databind.json.JsonMapper;

/** All of this room, for the application as for a slice test that imports it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebProperties.class)
@Import({
    JacksonConfiguration.class,
    SecurityConfiguration.class,
    ProblemExceptionHandler.class,
    ErrorPages.class,
    ProblemPages.class,
    OpenApiConfiguration.class
})
public class WebConfiguration implements WebMvcConfigurer, WebMvcRegistrations {

    private final WebProperties properties;

    WebConfiguration(WebProperties properties) {
        this.properties = properties;
    }

    @Bean
    static ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    static ProblemAuthenticationEntryPoint tokenChallenge(ProblemWriter problems) {
        return new ProblemAuthenticationEntryPoint(problems);
    }

    @Bean
    static TomcatProblemCustomizer tomcatErrors(JsonMapper json) {
        return new TomcatProblemCustomizer(json);
    }

    @Bean
    static FilterRegistrationBean<LoadShedderFilter> doorFilter(
            ObjectProvider<LoadShedder> doors, ProblemWriter problems, WebProperties properties) {
        FilterRegistrationBean<LoadShedderFilter> filter = new FilterRegistrationBean<>(
                new LoadShedderFilter(doors.orderedStream().toList(), problems, Cors.allowed(properties.cors())));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    static BufferedBodyFilter bufferedBodyFilter() {
        return new BufferedBodyFilter();
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
    public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new Mappings();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(
                new BodyThenKey(Math.toIntExact(properties.maxBody().toBytes())));
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new IdempotencyKeyArgumentResolver());
    }
}
