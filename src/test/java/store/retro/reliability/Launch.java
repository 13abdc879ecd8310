package store.retro.reliability;

import java.util.ArrayList;
import java.util.List;

/**
 * How a service is started.
 *
 * @param writes how those of an order travel, as {@code store.order-transactions.writes} takes it
 * @param database its name
 * @param connections to the database at most
 * @param more of its arguments
 */
record Launch(Style style, String writes, String database, int connections, List<String> more) {

    /** As it is shipped, but with the writes one by one, so that each can be struck. */
    static Launch of(Style style) {
        return new Launch(style, "separate", "process-" + style.property(), 32, List.of());
    }

    Launch withWrites(String other) {
        return new Launch(style, other, database, connections, more);
    }

    Launch onDatabase(String other) {
        return new Launch(style, writes, other, connections, more);
    }

    Launch withConnections(int atMost) {
        return new Launch(style, writes, database, atMost, more);
    }

    Launch with(String... arguments) {
        List<String> all = new ArrayList<>(more);
        all.addAll(List.of(arguments));
        return new Launch(style, writes, database, connections, List.copyOf(all));
    }
}
