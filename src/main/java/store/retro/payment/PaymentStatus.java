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
    DECLINED,
    /** One that this version does not know: a later one has written it. Nothing is done with such a payment. */
    UNKNOWN;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a payment of this status may still become one of the other. What is reported late, does not; that
     * something is held may be reported again, for until when may change.
     */
    public boolean precedes(PaymentStatus other) {
        return switch (other) {
            case STARTED, UNKNOWN -> false;
            case REQUIRES_ACTION -> this == STARTED || this == DECLINED;
            case DECLINED -> open();
            case AUTHORIZED -> open() || this == DECLINED || this == AUTHORIZED;
            case CAPTURED, VOIDED -> open() || this == DECLINED || this == AUTHORIZED;
            case REFUNDED -> open() || this == DECLINED || this == AUTHORIZED || this == CAPTURED;
        };
    }

    /** Whether there is nothing left to hold or to take. */
    public boolean settled() {
        return this == CAPTURED || givenBack();
    }

    /** Whether the buyer has all of the money again. */
    public boolean givenBack() {
        return this == VOIDED || this == REFUNDED;
    }

    /** Whether the buyer or the provider has still to move. */
    public boolean open() {
        return this == STARTED || this == REQUIRES_ACTION;
    }
}
