package store.retro.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What has become of an order. */
public enum OrderStatus {
    PLACED,
    SHIPPED,
    CANCELLED;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
