package store.retro.platform.settings;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;
import store.retro.platform.problem.StartRefusedException;

/**
 * Lets Tomcat take {@code X-Forwarded-*} from the proxies that {@code server.tomcat.remoteip.internal-proxies} names,
 * and from nobody where it names none. Its default are all private addresses, which is as good as nobody's name: in a
 * cluster every neighbour has one. Registered in {@code META-INF/spring.factories}.
 */
class NamedProxies implements EnvironmentPostProcessor, Ordered {

    private static final String PROXIES = "server.tomcat.remoteip.internal-proxies";
    private static final String STRATEGY = "server.forward-headers-strategy";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (StringUtils.hasText(environment.getProperty(PROXIES))) {
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("namedProxies", Map.of(STRATEGY, "native")));
            return;
        }
        String asked = Stream.of(
                        STRATEGY, "server.tomcat.remoteip.remote-ip-header", "server.tomcat.remoteip.protocol-header")
                .filter(setting -> StringUtils.hasText(environment.getProperty(setting)))
                .filter(setting -> !"none".equalsIgnoreCase(environment.getProperty(setting)))
                .collect(Collectors.joining(" and "));
        if (!asked.isEmpty()) {
            throw new StartRefusedException(
                    "The store is to believe forwarded headers (" + asked + "), but no proxy is named that sends them.",
                    "Set " + PROXIES + " to the addresses of your proxies, such as 10.0.0.5 or 10.0.1.0/24; or leave"
                            + " the other setting out: the store needs no such header.");
        }
    }

    /** After all that reads settings from somewhere. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
