package store.retro.user;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import store.retro.platform.http.Page;
import store.retro.platform.problem.ProblemException;

/**
 * A place in the list of customers: just after this one. Opaque to clients.
 *
 * @param lifeTimeValue null among those without one, who come last
 */
record CustomerCursor(@Nullable Long lifeTimeValue, String id) {

    /** A cursor of orders begins with a number, too. */
    private static final String LIST = "customers";

    static CustomerCursor after(Customer customer) {
        return new CustomerCursor(customer.lifeTimeValue(), customer.id());
    }

    String encode() {
        String text = LIST + ":" + (lifeTimeValue == null ? "" : lifeTimeValue) + ":" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ProblemException {@code invalid-request} for a text that {@link #encode} cannot have made */
    static CustomerCursor decode(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(":", 3);
            CustomerCursor cursor = new CustomerCursor(parts[1].isEmpty() ? null : Long.valueOf(parts[1]), parts[2]);
            if (cursor.encode().equals(text)) {
                return cursor;
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // refused below, as one that decodes to something else
        }
        throw Page.noCursor();
    }
}
