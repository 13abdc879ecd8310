package store.retro.order;

import java.util.Locale;

/** What others are told of an order; of several of one moment, in this order. */
public enum OrderEventType {
    PLACED,
    CAPTURED,
    CAPTURE_FAILED,
    DISPUTED,
    SHIPPED,
    REFUNDED,
    CANCELLED,
    /** One of a later version. */
    UNKNOWN;

    /** As its receivers know it. */
    public String code() {
        return stored().replace('_', '-');
    }

    public String stored() {
        return name().toLowerCase(Locale.ROOT);
    }
}
