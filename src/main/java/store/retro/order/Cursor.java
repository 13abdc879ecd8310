package store.retro.order;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.bson.types.ObjectId;
import store.retro.web.Problem;
import store.retro.web.Rejection;

/** A place in a user's orders, newest first: just after this one. Opaque to clients. */
record Cursor(Instant placedAt, String id) {

    static Cursor after(Order order) {
        return new Cursor(order.placedAt(), order.id());
    }

    String encode() {
        String text = placedAt.toEpochMilli() + ":" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws Rejection {@code invalid-request} for a text that {@link #encode} cannot have made */
    static Cursor decode(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(":", -1);
            Cursor cursor =
                    new Cursor(Instant.ofEpochMilli(Long.parseLong(parts[0])), new ObjectId(parts[1]).toHexString());
            if (cursor.encode().equals(text)) {
                return cursor;
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // refused below, as one that decodes to something else
        }
        throw new Rejection(Problem.INVALID_REQUEST, "The cursor is not one that this list has given.")
                .atParameter("after", "is not a cursor of this list");
    }
}
