package store.retro.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What has become of an order. */
enum OrderStatus {
    PLACED,
    SHIPPED,
    CANCELLED;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
