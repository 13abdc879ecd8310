package store.retro.embedded;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/**
 * Snapshots that were read outside a transaction and may be asked for again by their time ({@code atClusterTime}). They
 * are kept for a minute; a server, which has every moment of its last five minutes, does better.
 */
final class Snapshots {

    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Map<Long, Snapshot> snapshots = new ConcurrentSkipListMap<>();
    private final Storage store;

    Snapshots(Storage store) {
        this.store = store;
    }

    /** One of them; used by one thread at a time. */
    private static final class Snapshot {
        private final Txn txn;
        private final long madeAt = System.nanoTime();
        private boolean closed;

        Snapshot(Txn txn) {
            this.txn = txn;
        }

        synchronized <R> R read(Function<Txn, R> body) {
            if (closed) {
                throw tooOld();
            }
            try {
                return body.apply(txn);
            } finally {
                txn.releaseLocks();
            }
        }

        synchronized void close() {
            closed = true;
            txn.rollback();
        }
    }

    /** Keeps a snapshot of this moment under the given time, which must be new. */
    void take(long time) {
        snapshots.put(time, new Snapshot(store.begin()));
    }

    <R> R read(BsonTimestamp time, Function<Txn, R> body) {
        Snapshot snapshot = snapshots.get(time.getValue());
        if (snapshot == null) {
            throw tooOld();
        }
        return snapshot.read(body);
    }

    void closeOld() {
        long now = System.nanoTime();
        snapshots.values().removeIf(snapshot -> {
            boolean old = now - snapshot.madeAt > KEPT.toNanos();
            if (old) {
                snapshot.close();
            }
            return old;
        });
    }

    void closeAll() {
        snapshots.values().forEach(Snapshot::close);
        snapshots.clear();
    }

    private static CommandError tooOld() {
        return new CommandError(239, "SnapshotTooOld", "the snapshot of that time is not kept any more");
    }
}
