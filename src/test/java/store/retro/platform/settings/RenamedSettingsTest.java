package store.retro.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;
import store.retro.platform.problem.StartRefusedException;

@ExtendWith(OutputCaptureExtension.class)
class RenamedSettingsTest {

    @Test
    void refusesAFormerNameAndGivesTheNewOne(CapturedOutput output) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> new SpringApplicationBuilder(RenamedSettingsTest.class)
                        .run("--store.placement=manual", "--store.admission.together=8"));

        assertThat(output)
                .contains("The setting store.placement is called store.order-transactions.style now.")
                .contains("Set store.admission.max-batch-size (STORE_ADMISSION_MAX_BATCH_SIZE) instead.");
    }

    @Test
    void knowsThemAsEnvironmentVariables() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of("STORE_PLACEMENT_WRITES", "bulk")));
        ConfigurationPropertySources.attach(environment);

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> new RenamedSettings().postProcessEnvironment(environment, new SpringApplication()))
                .withMessageContaining("store.placement-writes");
    }

    @Test
    void letsTheNamesOfTodayPass() {
        MockEnvironment environment = new MockEnvironment().withProperty("store.order-transactions.style", "manual");

        assertThatCode(() -> new RenamedSettings().postProcessEnvironment(environment, new SpringApplication()))
                .doesNotThrowAnyException();
    }
}
