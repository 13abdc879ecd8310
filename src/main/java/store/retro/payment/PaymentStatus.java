package store.retro.payment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a payment is. */
public enum PaymentStatus {
    /** Recorded, and the provider's answer is not known yet; clients see it as {@link #REQUIRES_ACTION}. */
    STARTED,
    REQUIRES_ACTION,
    AUTHORIZED,
    CAPTURED,
    VOIDED,
    REFUNDED,
    DECLINED;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the buyer or the provider has still to move. */
    boolean open() {
        return this == STARTED || this == REQUIRES_ACTION;
    }
}
