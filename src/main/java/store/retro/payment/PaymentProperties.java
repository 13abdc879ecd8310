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
 * @param gateway who takes the money; without it the store does not start
 * @param unusedAfter how long an authorized payment waits for its order
 */
@Validated
@ConfigurationProperties("store.payment")
record PaymentProperties(
        @Nullable Gateway gateway,
        @NotNull @DefaultValue("1h") Duration unusedAfter) {

    /** A payment provider. */
    enum Gateway {
        /** None: it says yes to everybody and takes no money. */
        SIMULATED,
        STRIPE
    }
}
