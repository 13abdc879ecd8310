package store.retro.platform.admission;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much may be under way in this instance.
 *
 * @param maxInFlight requests in progress altogether, waiting ones included; one more is told {@code try-again}
 * @param maxPerKey transactions at a time on one key; a second one would only meet the first
 * @param maxBatchSize requests in one transaction at most, of those that wait in the same line; 1 runs each alone
 * @param lines in which they wait; what arrives while nobody is at the head of its line begins at once
 */
@Validated
@ConfigurationProperties("store.admission")
public record AdmissionProperties(
        @Min(1) @DefaultValue("256") int maxInFlight,
        @Min(1) @DefaultValue("1") int maxPerKey,
        @Min(1) @Max(100) @DefaultValue("32") int maxBatchSize,
        @Min(1) @DefaultValue("4") int lines) {}
