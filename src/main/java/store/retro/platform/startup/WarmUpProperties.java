package store.retro.platform.startup;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What happens before an instance is ready.
 *
 * @param passes how often each {@link WarmUp} is gone through; 0 switches it off
 * @param atMost how long readiness waits for that
 */
@Validated
@ConfigurationProperties("store.warm-up")
record WarmUpProperties(
        @PositiveOrZero @Max(10_000) @DefaultValue("80") int passes,

        @NotNull @DurationMin(millis = 1) @DurationMax(seconds = 10) @DefaultValue("10s")
        Duration atMost) {}
