package store.retro.payment;

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
 */
@Validated
@ConfigurationProperties("store.payment")
record PaymentProperties(
        @Nullable String gateway,
        @NotNull @DefaultValue("1h") Duration unusedAfter) {}
