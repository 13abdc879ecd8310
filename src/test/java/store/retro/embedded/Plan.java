package store.retro.embedded;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the candidates for a query are found.
 *
 * @param index null for the collection's own order, which is that of {@code _id}
 * @param ranges what is looked at, in this order
 * @param backwards whether each range is read from its end
 * @param sorted whether the documents come in the order the query asks for: those of several ranges are merged by what
 *     follows the values that are the same throughout a range
 * @param same how many those are
 */
record Plan(Stage stage, @Nullable IndexInfo index, List<Range> ranges, boolean backwards, boolean sorted, int same) {

    /** The names that {@code explain} knows them by. */
    enum Stage {
        IDHACK,
        IXSCAN,
        COLLSCAN
    }

    /** Both ends are included. */
    record Range(Key from, Key to) {}
}
