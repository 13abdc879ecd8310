package store.retro.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which collections and indexes there are, as one transaction sees them. */
final class Catalogue {

    private final Txn txn;

    Catalogue(Txn txn) {
        this.txn = txn;
    }

    /**
     * The collection for reading and writing; its lock is shared until the transaction ends.
     *
     * @return null when there is none in the snapshot
     * @throws CommandError SnapshotUnavailable when it was dropped, renamed or indexed after the snapshot;
     *     CommandNotSupportedOnView or CommandNotSupported when it is a view or another that only has a name here
     */
    @Nullable
    CollectionInfo find(Namespace namespace) {
        return plain(findOfAnyKind(namespace));
    }

    /** As {@link #find}, but a view is as good as a collection. */
    @Nullable
    CollectionInfo findOfAnyKind(Namespace namespace) {
        txn.share(namespace.toString());
        if (txn.isOutdated(namespace.key())) {
            // changed before the lock was there; without the newest indexes a write would leave them incomplete
            if (txn.ofSeveralStatements()) {
                throw new CommandError(
                        246,
                        "SnapshotUnavailable",
                        "Unable to read from a snapshot due to pending collection catalog changes to " + namespace);
            }
            txn.renewSnapshot();
        }
        return load(namespace);
    }

    CollectionInfo findOrCreate(Namespace namespace) {
        CollectionInfo found = find(namespace);
        return found != null ? found : create(namespace, CollectionOptions.NONE);
    }

    CollectionInfo require(Namespace namespace) {
        CollectionInfo found = find(namespace);
        if (found == null) {
            throw Codes.namespaceNotFound(namespace.toString());
        }
        return found;
    }

    /** The collection for a change of itself: waits until nobody else is in it. */
    @Nullable
    CollectionInfo findAlone(Namespace namespace) {
        return plain(findAloneOfAnyKind(namespace));
    }

    @Nullable
    CollectionInfo findAloneOfAnyKind(Namespace namespace) {
        txn.alone(namespace.toString());
        return load(namespace);
    }

    private static @Nullable CollectionInfo plain(@Nullable CollectionInfo info) {
        if (info != null && info.options().isView()) {
            throw new CommandError(
                    166, "CommandNotSupportedOnView", "Namespace " + info.namespace() + " is a view, not a collection");
        }
        if (info != null && (info.options().isTimeSeries() || info.options().isCapped())) {
            throw Codes.notSupported(
                    info.namespace() + " is a capped or a time-series collection, which are only listed");
        }
        return info;
    }

    private @Nullable CollectionInfo load(Namespace namespace) {
        Stored stored = txn.get(namespace.key());
        return stored == null ? null : CollectionInfo.of(namespace, (Document) stored.value());
    }

    CollectionInfo create(Namespace namespace, CollectionOptions options) {
        txn.share(namespace.toString());
        Storage store = txn.store();
        CollectionInfo info = new CollectionInfo(
                namespace, store.newSpace(), store.newSpace(), UUID.randomUUID(), options, List.of());
        if (!txn.insert(namespace.key(), info.toDocument(), 0)) {
            throw new CommandError(48, "NamespaceExists", "Collection " + namespace + " already exists.");
        }
        txn.noteCreation(namespace);
        return info;
    }

    void save(CollectionInfo info) {
        txn.replace(info.namespace().key(), info.toDocument(), 0);
    }

    void drop(CollectionInfo info) {
        txn.remove(info.namespace().key());
        clear(info.space());
        clear(info.naturalSpace());
        info.indexes().forEach(index -> clear(index.space()));
    }

    void rename(CollectionInfo info, Namespace to) {
        txn.remove(info.namespace().key());
        txn.insert(to.key(), info.toDocument(), 0);
    }

    /** Removes everything in a space. */
    void clear(int space) {
        List<Key> keys = new ArrayList<>();
        txn.scan(Key.of(space), Key.of(space, Key.HIGH), false).forEachRemaining(entry -> keys.add(entry.getKey()));
        keys.forEach(txn::remove);
    }

    List<CollectionInfo> collections(String database) {
        List<CollectionInfo> found = new ArrayList<>();
        Iterator<Map.Entry<Key, Stored>> entries =
                txn.scan(Key.of(Key.CATALOGUE, database), Key.of(Key.CATALOGUE, database, Key.HIGH), false);
        entries.forEachRemaining(entry -> found.add(CollectionInfo.of(
                new Namespace(database, (String) entry.getKey().last()),
                (Document) entry.getValue().value())));
        return found;
    }

    SortedSet<String> databases() {
        SortedSet<String> names = new TreeSet<>();
        txn.scan(Key.of(Key.CATALOGUE), Key.of(Key.CATALOGUE, Key.HIGH), false)
                .forEachRemaining(
                        entry -> names.add((String) entry.getKey().values().get(0)));
        return names;
    }

    /** The highest space in use, so that a store which is opened again does not give it away a second time. */
    int lastSpace() {
        int last = 0;
        for (String database : databases()) {
            for (CollectionInfo info : collections(database)) {
                last = Math.max(last, Math.max(info.space(), info.naturalSpace()));
                for (IndexInfo index : info.indexes()) {
                    last = Math.max(last, index.space());
                }
            }
        }
        return last;
    }
}
