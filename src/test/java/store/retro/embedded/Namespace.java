package store.retro.embedded;

import org.jspecify.annotations.Nullable;

/** A collection's full name. */
record Namespace(String database, String collection) {

    static Namespace of(String database, @Nullable Object collection) {
        if (!(collection instanceof String name)) {
            throw new CommandError(73, "InvalidNamespace", "collection name has invalid type");
        }
        if (name.isEmpty() || name.startsWith(".") || name.indexOf('$') >= 0 || name.indexOf('\0') >= 0) {
            throw new CommandError(
                    73, "InvalidNamespace", "Invalid namespace specified '" + database + "." + name + "'");
        }
        return new Namespace(database, name);
    }

    /** @param fullName database and collection with a dot between */
    static Namespace parse(@Nullable Object fullName) {
        if (fullName instanceof String name && name.indexOf('.') > 0) {
            int dot = name.indexOf('.');
            return of(name.substring(0, dot), name.substring(dot + 1));
        }
        throw new CommandError(73, "InvalidNamespace", "Invalid namespace specified '" + fullName + "'");
    }

    Key key() {
        return Key.of(Key.CATALOGUE, database, collection);
    }

    @Override
    public String toString() {
        return database + "." + collection;
    }
}
