package store.retro.development.lab;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the lab's page, whose files are test resources: nothing of it is in the artifact. */
@Configuration(proxyBeanMethods = false)
class LabPage implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/dev/lab").setViewName("forward:/dev/lab/index.html");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/dev/lab/**")
                .addResourceLocations("classpath:/development/lab/")
                .setCacheControl(CacheControl.noCache());
    }
}
