package store.retro.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an order was cancelled. */
public enum CancelReason {
    BUYER,
    STAFF,
    /** The provider has ended what it held before anything was taken. */
    PAYMENT_LOST;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** That of a cancel as the order's history has it. */
    static CancelReason of(HistoryEntry entry) {
        return switch (entry.by()) {
            case BUYER -> BUYER;
            case STAFF -> STAFF;
            case STORE, PROVIDER -> PAYMENT_LOST;
        };
    }

    HistoryEntry.By by() {
        return switch (this) {
            case BUYER -> HistoryEntry.By.BUYER;
            case STAFF -> HistoryEntry.By.STAFF;
            case PAYMENT_LOST -> HistoryEntry.By.STORE;
        };
    }
}
