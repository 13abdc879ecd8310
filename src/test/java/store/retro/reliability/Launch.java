package store.retro.reliability;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a service is started.
 *
 * @param writes how those of an order travel, as {@code store.order-transactions.writes} takes it
 * @param database its name
 * @param connections to the database at most
 * @param more of its arguments
 * @param former the artifact of version 1.0.0, to be started in place of the present one
 */
record Launch(
        Style style,
        String writes,
        String database,
        int connections,
        List<String> more,
        @Nullable Path former) {

    /** As it is shipped, but not warmed up, and with the writes one by one, so that each can be struck. */
    static Launch of(Style style) {
        return new Launch(
                style, "separate", "process-" + style.property(), 32, List.of("--store.warm-up.passes=0"), null);
    }

    Launch withWrites(String other) {
        return new Launch(style, other, database, connections, more, former);
    }

    Launch onDatabase(String other) {
        return new Launch(style, writes, other, connections, more, former);
    }

    Launch withConnections(int atMost) {
        return new Launch(style, writes, database, atMost, more, former);
    }

    Launch with(String... arguments) {
        List<String> all = new ArrayList<>(more);
        all.addAll(List.of(arguments));
        return new Launch(style, writes, database, connections, List.copyOf(all), former);
    }

    /** As it was shipped before. */
    Launch ofFormer(Path artifact) {
        return new Launch(style, writes, database, connections, more, artifact);
    }

    Path artifact() {
        return former == null ? Artifact.INSTANCE : former;
    }

    /** How orders are placed, in the settings of its version. */
    List<String> placing() {
        return former == null
                ? List.of(
                        "--store.order-transactions.style=" + style.property(),
                        "--store.order-transactions.writes=" + writes)
                : List.of("--store.placement=" + style.property(), "--store.placement-writes=" + writes);
    }
}
