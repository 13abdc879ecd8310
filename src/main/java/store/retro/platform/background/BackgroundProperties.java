package store.retro.platform.background;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import store.retro.platform.deadline.JitteredBackOff;

/**
 * Work that no request waits for: settling payments, delivering events.
 *
 * @param enabled whether this instance does any
 * @param every how long it rests when nothing is due
 * @param threads how much of a kind it does at once
 * @param batchSize how much of a kind it claims at once at most
 * @param lease how long a claim holds; if its worker has died, another takes over after that
 * @param stuckAfter after so many attempts in vain, operators are told; it is tried on nevertheless
 * @param backOff the waits between two attempts
 */
@Validated
@ConfigurationProperties("store.background")
public record BackgroundProperties(
        @DefaultValue("true") boolean enabled,
        @NotNull @DefaultValue("1s") Duration every,
        @Min(1) @DefaultValue("4") int threads,
        @Min(1) @Max(100) @DefaultValue("16") int batchSize,
        @NotNull @DefaultValue("30s") Duration lease,
        @Min(1) @DefaultValue("10") int stuckAfter,
        @Valid @NotNull @DefaultValue BackOff backOff) {

    /** Whether operators should know of work: it was tried too often in vain, or is due for long and was not tried. */
    public boolean isStuck(WorkState work, Instant now) {
        return work.at() != null && (work.attempts() >= stuckAfter || work.at().isBefore(now.minus(backOff.max())));
    }

    /**
     * Equal jitter: a wait is drawn evenly from half of {@code initial × multiplierⁿ} to all of it, at most
     * {@code max}.
     *
     * @param initial upper bound of the first wait
     * @param multiplier growth of the upper bound from wait to wait
     * @param max upper bound of any wait
     */
    public record BackOff(
            @NotNull @DefaultValue("2s") Duration initial,
            @DecimalMin("1.0") @DefaultValue("2") double multiplier,
            @NotNull @DefaultValue("10m") Duration max) {

        JitteredBackOff jittered() {
            return JitteredBackOff.equal(initial, multiplier, max);
        }
    }
}
