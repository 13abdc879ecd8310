package store.retro.storefront;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * How long a browser keeps the storefront page's files. Their names carry no version, so code is asked for again every
 * time and costs one short 304 when it is the same; pictures are kept for a week. "The same" is decided by the content:
 * in a reproducible artifact every file is as old as the first.
 */
@Configuration(proxyBeanMethods = false)
class StorefrontFiles implements WebMvcConfigurer {

    private static final CacheControl ASK_AGAIN = CacheControl.noCache();
    private static final CacheControl KEEP =
            CacheControl.maxAge(Duration.ofDays(7)).cachePublic();

    private final Map<String, String> tags = new ConcurrentHashMap<>();

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        serve(registry, "/index.html", "classpath:/static/", ASK_AGAIN);
        serve(registry, "/assets/**", "classpath:/static/assets/", ASK_AGAIN);
        serve(registry, "/images/**", "classpath:/static/images/", KEEP);
        serve(registry, "/favicon.svg", "classpath:/static/", KEEP);
    }

    private void serve(ResourceHandlerRegistry registry, String paths, String files, CacheControl caching) {
        registry.addResourceHandler(paths)
                .addResourceLocations(files)
                .setCacheControl(caching)
                .setUseLastModified(false)
                .setEtagGenerator(this::tag);
    }

    private String tag(Resource file) {
        try {
            return tags.computeIfAbsent(file.getURI() + "@" + file.lastModified(), unused -> tagOf(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A weak tag: Tomcat does not compress what has a strong one. */
    private static String tagOf(Resource file) {
        try {
            byte[] content = file.getContentAsByteArray();
            CRC32C sum = new CRC32C();
            sum.update(content);
            return "W/\"%x-%x\"".formatted(content.length, sum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
