package store.retro.reliability;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Who holds an order's transaction, and how its writes travel. */
enum Style {
    MANAGED("managed", "managed", "separate", List.of("update products", "update users", "insert orders")),
    MANUAL("manual", "manual", "separate", List.of("update products", "update users", "insert orders")),
    /** As the service is shipped, where the server can: all writes in one command. */
    MANAGED_BULK("managed, bulkWrite", "managed", "auto", List.of("bulkWrite"));

    private final String label;
    private final String placement;
    private final String placementWrites;
    private final List<String> writes;

    Style(String label, String placement, String placementWrites, List<String> writes) {
        this.label = label;
        this.placement = placement;
        this.placementWrites = placementWrites;
        this.writes = writes;
    }

    /** As {@code store.order-transactions.style} takes it. */
    String property() {
        return placement;
    }

    /** As {@code store.order-transactions.writes} takes it. */
    String placementWrites() {
        return placementWrites;
    }

    /** The writes of an order in their sequence, as a {@link MongoProxy} names them. */
    List<String> writes() {
        return writes;
    }

    /** The commands that these writes are, as a fail point names them. */
    List<String> writeCommands() {
        return writes.stream().map(write -> write.split(" ")[0]).distinct().toList();
    }

    /** These and the commit. */
    List<String> writeCommandsAndCommit() {
        return Stream.concat(writeCommands().stream(), Stream.of("commitTransaction"))
                .toList();
    }

    /** For a name of something of this style's own. */
    String suffix() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As the scorecard names it. */
    @Override
    public String toString() {
        return label;
    }
}
