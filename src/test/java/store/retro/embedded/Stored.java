package store.retro.embedded;

import org.jspecify.annotations.Nullable;

/**
 * What lies under a key.
 *
 * @param version new with every write; the store compares versions to see whether a value changed and changed back
 * @param value a document, the id of a document (in an index), or a note about a session; never changed in place
 * @param size bytes it takes in BSON, roughly
 */
record Stored(long version, @Nullable Object value, int size) {}
