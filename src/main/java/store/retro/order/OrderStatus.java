package store.retro.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What has become of an order, and what may still become of it. */
public enum OrderStatus {
    PLACED,
    SHIPPED,
    CANCELLED,
    /** Shipped, and all of it given back. Versions before 2.0 do not know it. */
    RETURNED,
    /** One that this version does not know: a later one has written it. Nothing is done with such an order. */
    UNKNOWN;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether an order of this status may become one of the other. */
    public boolean canBecome(OrderStatus next) {
        return switch (this) {
            case PLACED -> next == SHIPPED || next == CANCELLED;
            case SHIPPED -> next == RETURNED;
            case CANCELLED, RETURNED, UNKNOWN -> false;
        };
    }

    /** What is to become of the order's money. */
    public Money money() {
        return switch (this) {
            case PLACED, SHIPPED, RETURNED -> Money.TAKEN;
            case CANCELLED -> Money.GIVEN_BACK;
            case UNKNOWN -> Money.LEFT_ALONE;
        };
    }

    /** The statuses that ask for it. */
    public static List<OrderStatus> whoseMoneyIs(Money money) {
        return Stream.of(values()).filter(status -> status.money() == money).toList();
    }

    /** What an order's status asks of its payment. */
    public enum Money {
        TAKEN,
        GIVEN_BACK,
        LEFT_ALONE
    }
}
