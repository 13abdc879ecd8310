package store.retro.storefront;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import store.retro.platform.http.WebProperties;
import store.retro.platform.security.ForeignScript;
import store.retro.platform.security.PagePolicy;
import store.retro.platform.security.PublicEndpoints;

@Configuration(proxyBeanMethods = false)
class StorefrontConfiguration {

    @Bean
    PagePolicy storefrontPolicy(
            StorefrontProperties properties, WebProperties web, ObjectProvider<ForeignScript> scripts) {
        return new PagePolicy(
                List.of("/", "/index.html"),
                properties.connectSources(),
                web.imageSources(),
                scripts.stream().toList());
    }

    @Bean
    PublicEndpoints storefrontEndpoints() {
        return new PublicEndpoints(List.of(
                "GET /",
                "GET /index.html",
                "GET /favicon.ico",
                "GET /favicon.svg",
                "GET /assets/**",
                "GET /images/**"));
    }
}
