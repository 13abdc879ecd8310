package store.retro.order;

import java.util.Locale;

/** How far the money of a refund is. */
public enum RefundStatus {
    /** To be sent, as far as the provider has captured it. */
    DUE,
    /** The provider has it, or it was never captured. */
    SENT,
    /** The provider says that it did not reach the buyer; nothing more is sent until staff asks for it. */
    FAILED,
    /** Staff has set it right by hand; nothing is sent. */
    SETTLED,
    /** One of a later version; nothing is sent. */
    UNKNOWN;

    /** As it is stored. */
    public String stored() {
        return name().toLowerCase(Locale.ROOT);
    }
}
