package store.retro.embedded;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where something lies in the store's one ordered map: a space (a collection, an index, the catalogue) and the values
 * in it. One map for everything makes one snapshot of everything.
 *
 * @param space number of the collection or index, or one of the constants here
 * @param values compared by {@link BsonOrder}; a shorter list comes before those it is a prefix of
 */
record Key(int space, List<@Nullable Object> values) implements Comparable<Key> {

    /** Sorts after every value, so that a key which ends with it closes a range; never stored. */
    static final Object HIGH = BsonOrder.HIGH;

    static final int CATALOGUE = 0;
    static final int SESSIONS = 1;
    static final int FIRST_FREE_SPACE = 2;

    static Key of(int space, @Nullable Object... values) {
        List<@Nullable Object> list = new ArrayList<>(values.length);
        Collections.addAll(list, values);
        return new Key(space, list);
    }

    Key plus(@Nullable Object value) {
        List<@Nullable Object> longer = new ArrayList<>(values.size() + 1);
        longer.addAll(values);
        longer.add(value);
        return new Key(space, longer);
    }

    @Nullable
    Object last() {
        return values.get(values.size() - 1);
    }

    @Override
    public int compareTo(Key other) {
        int bySpace = Integer.compare(space, other.space);
        if (bySpace != 0) {
            return bySpace;
        }
        int common = Math.min(values.size(), other.values.size());
        for (int i = 0; i < common; i++) {
            int byValue = BsonOrder.INSTANCE.compare(values.get(i), other.values.get(i));
            if (byValue != 0) {
                return byValue;
            }
        }
        return Integer.compare(values.size(), other.values.size());
    }
}
