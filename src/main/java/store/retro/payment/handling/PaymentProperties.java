package store.retro.payment.handling;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Payments.
 *
 * @param gateway the name of the provider that takes new payments; without it the store does not start
 * @param unusedAfter how long an authorized payment waits for its order
 * @param perUserPerHour how many a user may start in an hour of the clock
 * @param declinesPerHour with so many declined a user starts no more until the hour is over
 * @param newcomersPerMinute how many may be started in a minute by all users whom the store has not known for a day
 */
@Validated
@ConfigurationProperties("store.payment")
record PaymentProperties(
        @Nullable String gateway,
        @NotNull @DefaultValue("1h") Duration unusedAfter,
        @Min(1) @DefaultValue("300") int perUserPerHour,
        @Min(1) @DefaultValue("10") int declinesPerHour,
        @Min(1) @DefaultValue("60") int newcomersPerMinute) {}
