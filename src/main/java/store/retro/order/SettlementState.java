package store.retro.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import store.retro.payment.PaymentStatus;

/** How an order's money stands, as staff sees it. */
public enum SettlementState {
    /** To be captured. */
    HELD,
    CAPTURED,
    /** Less was captured than the order asks for, not by the store. */
    CAPTURED_IN_PART,
    /** Something of what was captured is still to be given back. */
    REFUND_DUE,
    REFUNDED_IN_PART,
    REFUNDED,
    VOIDED,
    DISPUTED,
    /** In a dispute. */
    LOST;

    @JsonValue
    public String code() {
        return stored().replace('_', '-');
    }

    /** As it is stored. */
    public String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a payment's status says of it, where that is all that is known. */
    public static SettlementState of(PaymentStatus status) {
        return switch (status) {
            case CAPTURED -> CAPTURED;
            case VOIDED -> VOIDED;
            case REFUNDED -> REFUNDED;
            case STARTED, REQUIRES_ACTION, AUTHORIZED, DECLINED, UNKNOWN -> HELD;
        };
    }

    /** Whether it can stand beside the status: versions before 2.0 write only that. */
    public boolean agreesWith(PaymentStatus status) {
        return switch (this) {
            case DISPUTED, LOST -> status == PaymentStatus.CAPTURED || status == PaymentStatus.REFUNDED;
            case CAPTURED, REFUND_DUE, REFUNDED_IN_PART -> status == PaymentStatus.CAPTURED;
            case CAPTURED_IN_PART -> status == PaymentStatus.CAPTURED || status == PaymentStatus.AUTHORIZED;
            case HELD, REFUNDED, VOIDED -> this == of(status);
        };
    }
}
