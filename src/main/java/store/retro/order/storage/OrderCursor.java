package store.retro.order.storage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
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
        String text = placedAt.toEpochMilli() + ":" + id + list;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws ProblemException {@code invalid-request} for what {@link #encode} cannot have made for the list */
    public static OrderCursor decode(String text, String list) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(":", 3);
            OrderCursor cursor = new OrderCursor(
                    Instant.ofEpochMilli(Long.parseLong(parts[0])), new ObjectId(parts[1]).toHexString());
            if (cursor.encode(list).equals(text)) {
                return cursor;
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // refused below, as one that decodes to something else
        }
        throw Page.noCursor();
    }
}
