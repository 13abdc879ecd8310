package store.retro.embedded;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.h2.engine.IsolationLevel;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.tx.Transaction;
import org.h2.mvstore.tx.TransactionMap;
import org.h2.mvstore.tx.TransactionStore;
import org.h2.mvstore.tx.VersionedValueType;
import org.h2.value.VersionedValue;
import org.jspecify.annotations.Nullable;

/**
 * H2's multi-version store with one map for everything: documents, index entries, the catalogue and what is remembered
 * about sessions, so that all of it is one snapshot and one commit.
 */
final class Storage implements AutoCloseable {

    /** How long a plain write that met another's write sleeps at most before it looks again. */
    private static final long LOOK_AGAIN_MILLIS = 10;

    /** Chunks that nobody needs any more may be written over after this time; a process may die, the disk does not. */
    private static final int RETENTION_MILLIS = 1000;

    /** H2 swallows a failure of a rollback without a listener, and the keys stay locked for ever. */
    private static final TransactionStore.RollbackListener LISTENER = (map, key, old, restored) -> {};

    private final MVStore file;
    private final TransactionStore transactions;
    private final MVMap<Key, VersionedValue<Stored>> map;
    private final AtomicLong versions = new AtomicLong(System.currentTimeMillis() << 20);
    private final AtomicInteger spaces = new AtomicInteger(Key.FIRST_FREE_SPACE);

    /** The indexes in which a document has had several keys since the start. */
    private final Set<Integer> listed = ConcurrentHashMap.newKeySet();

    /** Of those from before the start nobody knows. */
    private final int lastSpaceOfBefore;

    private final Object ends = new Object();
    private long endings;

    /**
     * Held together by those who write and alone by one who rolls back: H2 2.4.240 may restore a value a second time,
     * when the root of its undo log has moved meanwhile, and would so undo what somebody else has written in between.
     */
    private final ReadWriteLock rollbacks = new ReentrantReadWriteLock();

    private final Waits waits = new Waits();
    private final Locks locks = new Locks(waits);
    private final Graves graves = new Graves();

    /** @param path the file, which is made when absent; null keeps everything in memory */
    Storage(@Nullable Path path) {
        file = path == null ? new MVStore.Builder().open() : open(path);
        transactions = new TransactionStore(file, new StoredType());
        map = transactions.openMap("all", new KeyType(), new VersionedValueType<>(new StoredType()));
        transactions.init();
        transactions.endLeftoverTransactions();
        Key last = map.lastKey();
        if (last != null) {
            reserveSpaces(last.space());
        }
        lastSpaceOfBefore = spaces.get() - 1;
    }

    /**
     * What a transaction wrote goes to the file in the thread that ends it. H2 2.4.240 would also write in the
     * background, and so forget who still reads: two threads that take unused versions off its queue at the same time
     * take one too many, and what that version's readers need is thrown away ("Chunk not found").
     */
    private static MVStore open(Path path) {
        MVStore file = new MVStore.Builder()
                .fileName(path.toString())
                .autoCommitDisabled()
                .open();
        file.setRetentionTime(RETENTION_MILLIS);
        return file;
    }

    Waits waits() {
        return waits;
    }

    Locks locks() {
        return locks;
    }

    Graves graves() {
        return graves;
    }

    /** Runs what takes a key for a transaction, while nobody rolls back. */
    <R extends @Nullable Object> R take(Supplier<R> taking) {
        rollbacks.readLock().lock();
        try {
            return taking.get();
        } finally {
            rollbacks.readLock().unlock();
        }
    }

    void rollback(Transaction transaction) {
        rollbacks.writeLock().lock();
        try {
            transaction.rollback();
        } finally {
            rollbacks.writeLock().unlock();
        }
    }

    /** A number for a new collection or index. */
    int newSpace() {
        return spaces.getAndIncrement();
    }

    void noteLists(int space) {
        listed.add(space);
    }

    /** Whether a document may have several keys in an index: it holds lists there. */
    boolean mayHoldLists(int space) {
        return space <= lastSpaceOfBefore || listed.contains(space);
    }

    void reserveSpaces(int upTo) {
        spaces.accumulateAndGet(upTo + 1, Math::max);
    }

    long newVersion() {
        return versions.incrementAndGet();
    }

    /** Starts a transaction of several statements on a snapshot of this moment. */
    Txn begin() {
        return begin(true, MaxTime.none());
    }

    private Txn begin(boolean ofSeveralStatements, MaxTime deadline) {
        return new Txn(this, ofSeveralStatements, deadline);
    }

    /** An H2 transaction on a snapshot of this moment. */
    TransactionMap<Key, Stored> openSnapshot() {
        // 1 ms, because 0 would mean H2's default; what is blocked is a conflict here, and waiting is done outside
        Transaction transaction = transactions.begin(LISTENER, 1, 0, IsolationLevel.SNAPSHOT);
        takeSnapshot(transaction);
        return transaction.openMapX(map);
    }

    /** The first mark fixes the snapshot; ending the statement at once makes later reads see the own writes as well. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private void takeSnapshot(Transaction transaction) {
        HashSet maps = new HashSet();
        maps.add(map);
        transaction.markStatementStart(maps);
        transaction.markStatementEnd();
    }

    /**
     * Runs a statement as a transaction of its own. When it meets somebody else's write, it waits for that one to end
     * and runs again on a newer snapshot.
     *
     * @throws CommandError MaxTimeMSExpired when the deadline comes first
     */
    <R> R write(MaxTime deadline, Function<Txn, R> body) {
        while (true) {
            long seen = endings();
            Txn txn = begin(false, deadline);
            try {
                R result = body.apply(txn);
                txn.commit();
                return result;
            } catch (Conflict e) {
                txn.rollback();
                awaitEnding(seen, deadline);
            } catch (Throwable e) {
                txn.rollback();
                throw e;
            }
        }
    }

    /** Reads on a snapshot of this moment. */
    <R> R read(MaxTime deadline, Function<Txn, R> body) {
        Txn txn = begin(false, deadline);
        try {
            return body.apply(txn);
        } finally {
            txn.rollback();
        }
    }

    /** To be called when a transaction that may stand in somebody's way has ended. */
    void announceEnding() {
        synchronized (ends) {
            endings++;
            ends.notifyAll();
        }
    }

    private long endings() {
        synchronized (ends) {
            return endings;
        }
    }

    private void awaitEnding(long seen, MaxTime deadline) {
        deadline.check();
        waits.check();
        synchronized (ends) {
            if (endings == seen) {
                Waits.pause(ends, deadline.millisLeft(LOOK_AGAIN_MILLIS));
            }
        }
    }

    @Override
    public void close() {
        transactions.close();
        file.close();
    }
}
