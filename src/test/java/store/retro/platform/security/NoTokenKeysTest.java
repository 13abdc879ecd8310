package store.retro.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class NoTokenKeysTest {

    @Test
    void refusesToStartAndNamesTheProperty(CapturedOutput output) {
        try {
            new SpringApplicationBuilder(NoKeys.class).run("--server.port=0").close();
        } catch (RuntimeException e) {
            assertThat(output).contains("APPLICATION FAILED TO START", "resourceserver.jwt.issuer-uri");
            return;
        }
        throw new AssertionError("it has started");
    }

    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    @org.springframework.boot.autoconfigure.EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration",
                "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration"
            })
    @org.springframework.context.annotation.ComponentScan(
            basePackages = {"store.retro.platform.http", "store.retro.platform.problem", "store.retro.platform.security"
            },
            excludeFilters =
                    @org.springframework.context.annotation.ComponentScan.Filter(
                            type = org.springframework.context.annotation.FilterType.REGEX,
                            pattern = ".*(Test|IT)(\\$.*)?"))
    static class NoKeys {}
}
