package store.retro.user;

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
        return Page.cursor(LIST, lifeTimeValue == null ? "" : lifeTimeValue, id);
    }

    /** @throws ProblemException {@code invalid-request} for a text that {@link #encode} cannot have made */
    static CustomerCursor decode(String text) {
        return Page.place(
                text,
                parts -> new CustomerCursor(parts[1].isEmpty() ? null : Long.valueOf(parts[1]), parts[2]),
                CustomerCursor::encode);
    }
}
