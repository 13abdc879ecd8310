package store.retro.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;
import store.retro.platform.problem.StartRefusedException;

class NamedProxiesTest {

    private static final String STRATEGY = "server.forward-headers-strategy";

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void switchesForwardedHeadersOnWhereProxiesAreNamed() {
        start("server.tomcat.remoteip.internal-proxies=10.0.1.0/24");

        assertThat(environment.getProperty(STRATEGY)).isEqualTo("native");
    }

    @Test
    void knowsNoWayThatBelievesOthersThanTheNamedOnes() {
        start("server.tomcat.remoteip.internal-proxies=10.0.0.5", STRATEGY + "=framework");

        assertThat(environment.getProperty(STRATEGY)).isEqualTo("native");
    }

    @Test
    void leavesThemOffWhereNoneIs() {
        start(STRATEGY + "=NONE", "server.tomcat.remoteip.internal-proxies= ");

        assertThat(environment.getProperty(STRATEGY)).isEqualTo("NONE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                STRATEGY + "=native",
                STRATEGY + "=framework",
                "server.tomcat.remoteip.remote-ip-header=X-Real-IP",
                "server.tomcat.remoteip.protocol-header=X-Forwarded-Proto"
            })
    void refusesToBelieveWhoeverSendsThem(String setting) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> start(setting))
                .withMessageContaining(setting.substring(0, setting.indexOf('=')));
    }

    private void start(String... settings) {
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            environment.setProperty(parts[0], parts[1]);
        }
        new NamedProxies().postProcessEnvironment(environment, new SpringApplication());
    }
}
