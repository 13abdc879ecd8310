package store.retro.payment;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Payments.
 *
 * @param unusedAfter how long an authorized payment waits for its order
 */
@Validated
@ConfigurationProperties("store.payment")
record PaymentProperties(@NotNull @DefaultValue("1h") Duration unusedAfter) {}
