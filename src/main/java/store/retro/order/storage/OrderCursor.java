package store.retro.order.storage;

import java.time.Instant;
import org.bson.types.ObjectId;
import store.retro.order.Order;
import store.retro.platform.http.Page;
import store.retro.platform.problem.ProblemException;

/** A place in a list of orders by when they were placed: just after this one. Opaque to clients. */
public record OrderCursor(Instant placedAt, String id) {

    public static OrderCursor after(Order order) {
        return new OrderCursor(order.placedAt(), order.id());
    }

    /** @param list what tells the list from others; empty for a user's orders */
    public String encode(String list) {
        return Page.cursor(placedAt.toEpochMilli(), id + list);
    }

    /** @throws ProblemException {@code invalid-request} for what {@link #encode} cannot have made for the list */
    public static OrderCursor decode(String text, String list) {
        return Page.place(
                text,
                parts -> new OrderCursor(
                        Instant.ofEpochMilli(Long.parseLong(parts[0])), new ObjectId(parts[1]).toHexString()),
                cursor -> cursor.encode(list));
    }
}
