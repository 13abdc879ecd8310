package store.retro.platform.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;
import store.retro.platform.problem.StartRefusedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses to start while a setting has a former name, which would be ignored in silence. The names are those of the
 * metadata that editors show, as deprecated at level {@code error}; registered in {@code META-INF/spring.factories}.
 *
 * @see <a href="https://docs.spring.io/spring-boot/specification/configuration-metadata/manual-hints.html">Spring
 *     Boot's configuration metadata</a>
 */
class RenamedSettings implements EnvironmentPostProcessor, Ordered {

    private static final ClassPathResource METADATA =
            new ClassPathResource("META-INF/additional-spring-configuration-metadata.json");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, String> present = new TreeMap<>();
        for (JsonNode setting : read().path("properties")) {
            String former = setting.path("name").asString();
            if (environment.containsProperty(former)) {
                present.put(former, setting.at("/deprecation/replacement").asString());
            }
        }
        if (!present.isEmpty()) {
            throw refusal(present);
        }
    }

    /** @param names those of today by the former ones that are set */
    private static StartRefusedException refusal(Map<String, String> names) {
        String description = names.entrySet().stream()
                .map(name -> "The setting " + name.getKey() + " is called " + name.getValue() + " now.")
                .collect(Collectors.joining("\n"));
        String action = names.values().stream()
                .map(name -> "Set " + name + " (" + variable(name) + ") instead.")
                .collect(Collectors.joining("\n"));
        return new StartRefusedException(description, action);
    }

    private static String variable(String setting) {
        return setting.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static JsonNode read() {
        try (InputStream metadata = METADATA.getInputStream()) {
            return JsonMapper.shared().readTree(metadata);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After all that reads settings from somewhere. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
