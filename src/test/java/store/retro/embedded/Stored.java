package store.retro.embedded;

import org.jspecify.annotations.Nullable;

/**
 * What lies under a key.
 *
 * @param version new with every write; the store compares versions to see whether a value changed and changed back
 * @param value a document, the id of a document (in an index), or a note about a session; never changed in place
 * @param size bytes it takes in BSON, roughly
 * @param born the version that it was inserted with, kept by every change: the natural order of documents
 */
record Stored(long version, @Nullable Object value, int size, long born) {

    static Stored inserted(long version, @Nullable Object value, int size) {
        return new Stored(version, value, size, version);
    }

    Stored changed(long newVersion, @Nullable Object newValue, int newSize) {
        return new Stored(newVersion, newValue, newSize, born);
    }
}
