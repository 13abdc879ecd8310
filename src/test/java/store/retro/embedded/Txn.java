package store.retro.embedded;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.tx.TransactionMap;
import org.jspecify.annotations.Nullable;

/**
 * One transaction on the store: reads from its snapshot and its own writes, and writes that fail with {@link Conflict}
 * as soon as another transaction got there first. Used by one thread at a time.
 */
final class Txn {

    /** The server's {@code maxTransactionLockRequestTimeoutMillis}. */
    private static final Duration LOCK_PATIENCE = Duration.ofMillis(5);

    private final Storage store;
    private final boolean ofSeveralStatements;
    private final MaxTime deadline;
    private final Map<String, Locks.Held> locks = new HashMap<>();
    private final Set<Namespace> created = new HashSet<>();
    private final Set<Key> removed = new TreeSet<>();
    private long age;
    private TransactionMap<Key, Stored> map;
    private boolean wrote;
    private volatile @Nullable CommandError killed;

    Txn(Storage store, boolean ofSeveralStatements, MaxTime deadline) {
        this.store = store;
        this.ofSeveralStatements = ofSeveralStatements;
        this.deadline = deadline;
        this.age = store.graves().enter();
        this.map = store.openSnapshot();
    }

    Storage store() {
        return store;
    }

    boolean ofSeveralStatements() {
        return ofSeveralStatements;
    }

    /** Makes whatever runs in this transaction fail at its next step. */
    void kill(CommandError reason) {
        killed = reason;
    }

    void noteCreation(Namespace namespace) {
        created.add(namespace);
    }

    boolean hasCreated(Namespace namespace) {
        return created.contains(namespace);
    }

    void checkAlive() {
        CommandError reason = killed;
        if (reason != null) {
            throw reason;
        }
        deadline.check();
    }

    /** Keeps others from dropping or indexing the collection until this transaction ends. */
    void share(String namespace) {
        if (locks.containsKey(namespace)) {
            return;
        }
        if (!ofSeveralStatements) {
            locks.put(namespace, store.locks().share(namespace, deadline));
            return;
        }
        try {
            locks.put(namespace, store.locks().share(namespace, MaxTime.in(LOCK_PATIENCE)));
        } catch (CommandError e) {
            throw e.code() != Codes.MAX_TIME_EXPIRED
                    ? e
                    : new CommandError(24, "LockTimeout", "Unable to acquire lock on " + namespace + " within 5ms.");
        }
    }

    /**
     * Takes the collection for this transaction alone; waits for everyone who shares it. What they committed meanwhile
     * is seen, so this has to come before the first write.
     */
    void alone(String namespace) {
        if (!locks.containsKey(namespace)) {
            locks.put(namespace, store.locks().alone(namespace, deadline));
            renewSnapshot();
        }
    }

    boolean holds(String namespace) {
        return locks.containsKey(namespace);
    }

    /** Goes on with a snapshot of this moment; a transaction that has written starts again instead. */
    void renewSnapshot() {
        if (wrote) {
            throw new Conflict();
        }
        endUnwritten();
        store.graves().leave(age);
        age = store.graves().enter();
        map = store.openSnapshot();
    }

    @Nullable
    Stored get(Key key) {
        checkAlive();
        return map.getFromSnapshot(key);
    }

    /** Whether what others have committed under the key since is not what this transaction sees. */
    boolean isOutdated(Key key) {
        Stored seen = map.getFromSnapshot(key);
        Stored latest = map.getImmediate(key);
        return seen != null && (latest == null || latest.version() != seen.version());
    }

    /** Everything between the keys, both included. */
    Iterator<Map.Entry<Key, Stored>> scan(Key from, Key to, boolean backwards) {
        checkAlive();
        Iterator<Map.Entry<Key, Stored>> entries = backwards ? backwards(from, to) : map.entryIterator(from, to, false);
        return new Iterator<>() {
            private int steps;

            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Map.Entry<Key, Stored> next() {
                if ((++steps & 0xff) == 0) {
                    checkAlive();
                }
                return entries.next();
            }
        };
    }

    /** H2 2.4.240 merges snapshot and own writes as if both came in ascending order, which shows removed entries. */
    private Iterator<Map.Entry<Key, Stored>> backwards(Key from, Key to) {
        if (!wrote) {
            return map.entryIterator(to, from, true);
        }
        Deque<Map.Entry<Key, Stored>> reversed = new ArrayDeque<>();
        map.entryIterator(from, to, false).forEachRemaining(reversed::addFirst);
        return reversed.iterator();
    }

    /**
     * @return false when the key is taken by something this transaction can see
     * @throws Conflict when it is taken by something this transaction cannot see
     */
    boolean insert(Key key, @Nullable Object value, int size) {
        return insert(key, Stored.inserted(store.newVersion(), value, size));
    }

    boolean insert(Key key, Stored stored) {
        checkAlive();
        wrote = true;
        if (map.getFromSnapshot(key) != null) {
            // taken even if another transaction is about to remove it, or has done so since the snapshot
            return false;
        }
        if (store.graves().isRemovedSince(age, key)) {
            throw new Conflict();
        }
        Stored existing = orConflict(() -> map.putIfAbsent(key, stored));
        if (existing != null) {
            throw new Conflict();
        }
        return true;
    }

    /** Writes over what this transaction sees under the key. */
    Stored replace(Key key, @Nullable Object value, int size) {
        Stored changed = lock(key).changed(store.newVersion(), value, size);
        map.put(key, changed);
        return changed;
    }

    /** Returns what was there. */
    Stored remove(Key key) {
        Stored found = lock(key);
        map.remove(key);
        removed.add(key);
        return found;
    }

    private Stored lock(Key key) {
        checkAlive();
        wrote = true;
        Stored seen = map.getFromSnapshot(key);
        Stored locked = orConflict(() -> map.lock(key, 0));
        if (seen == null || locked == null || seen.version() != locked.version()) {
            throw new Conflict();
        }
        return seen;
    }

    private @Nullable Stored orConflict(Supplier<@Nullable Stored> taking) {
        try {
            return store.take(taking);
        } catch (MVStoreException e) {
            int code = e.getErrorCode();
            if (code == DataUtils.ERROR_TRANSACTION_LOCKED || code == DataUtils.ERROR_TRANSACTIONS_DEADLOCK) {
                throw new Conflict();
            }
            throw e;
        }
    }

    boolean hasWritten() {
        return wrote;
    }

    void commit() {
        try {
            store.graves().bury(removed);
            map.getTransaction().commit();
        } finally {
            end(wrote);
        }
    }

    void rollback() {
        try {
            if (wrote) {
                store.rollback(map.getTransaction());
            } else {
                endUnwritten();
            }
        } finally {
            // a plain write that gives up for a while does not wake the others, or they would wake it in turn
            end(wrote && ofSeveralStatements);
        }
    }

    /**
     * Nothing is there to take back, and only at a rollback H2 would write to the file what others have not committed.
     */
    private void endUnwritten() {
        map.getTransaction().commit();
    }

    void releaseLocks() {
        locks.values().forEach(Locks.Held::release);
        locks.clear();
    }

    private void end(boolean announce) {
        releaseLocks();
        store.graves().leave(age);
        if (announce) {
            store.announceEnding();
        }
    }
}
