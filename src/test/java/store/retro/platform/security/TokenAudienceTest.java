package store.retro.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import store.retro.platform.problem.StartRefusedException;

class TokenAudienceTest {

    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";
    private static final String ISSUER = JWT + "issuer-uri=https://issuer.example";

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({OAuth2ResourceServerProperties.class, SecurityProperties.class})
    @Import(TokenAudience.class)
    static class Settings {}

    private void isKnown(boolean known, String... settings) {
        runner.withPropertyValues(settings)
                .run(context -> assertThat(context.getBean(TokenAudience.class).isKnown())
                        .isEqualTo(known));
    }

    @Test
    void isKnownWithAnIssuer() {
        isKnown(true, ISSUER, JWT + "audiences=retro-store");
        isKnown(false, JWT + "audiences=retro-store", JWT + "jwk-set-uri=https://issuer.example/keys");
        isKnown(false);
    }

    @Test
    void refusesTheStartWithAnIssuerAlone() {
        runner.withPropertyValues(ISSUER)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                StartRefusedException.class,
                                refusal -> assertThat(refusal.action())
                                        .contains(JWT + "audiences", "store.security.require-audience=false")));
    }

    @Test
    void needsNoneWhereTheOperatorSaysSo() {
        isKnown(false, ISSUER, "store.security.require-audience=false");
    }
}
