package store.retro.order.storage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.bson.types.ObjectId;
import store.retro.order.Order;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;

/** A place in a user's orders, newest first: just after this one. Opaque to clients. */
public record OrderCursor(Instant placedAt, String id) {

    public static OrderCursor after(Order order) {
        return new OrderCursor(order.placedAt(), order.id());
    }

    public String encode() {
        String text = placedAt.toEpochMilli() + ":" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws ProblemException {@code invalid-request} for a text that {@link #encode} cannot have made */
    public static OrderCursor decode(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(":", -1);
            OrderCursor cursor = new OrderCursor(
                    Instant.ofEpochMilli(Long.parseLong(parts[0])), new ObjectId(parts[1]).toHexString());
            if (cursor.encode().equals(text)) {
                return cursor;
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // refused below, as one that decodes to something else
        }
        throw new ProblemException(GeneralProblem.INVALID_REQUEST, "The cursor is not one that this list has given.")
                .atParameter("after", "is not a cursor of this list");
    }
}
