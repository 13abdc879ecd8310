package store.retro.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One logical session: at most one transaction or retryable write at a time, with the highest transaction number it has
 * seen. A command works on it between {@link #checkOut} and {@link #checkIn}; only killing does not wait for that.
 */
final class Session {

    /** What the current transaction number stands for. */
    private enum State {
        NONE,
        RETRYABLE_WRITE,
        IN_PROGRESS,
        COMMITTED,
        ABORTED
    }

    private static final String COMMITTED_FIELD = "committed";

    private final UUID id;
    private final Storage store;
    private final Cursors cursors;
    private final ReentrantLock lock = new ReentrantLock();
    private State state = State.NONE;
    private long number = -1;
    private volatile @Nullable Txn txn;
    private volatile long startedAt;
    private volatile long usedAt = System.nanoTime();

    Session(UUID id, Storage store, Cursors cursors) {
        this.id = id;
        this.store = store;
        this.cursors = cursors;
        recall();
    }

    UUID id() {
        return id;
    }

    long number() {
        return number;
    }

    /** Takes up what an earlier run of the engine wrote down. */
    private void recall() {
        Document last = store.read(MaxTime.none(), reading -> {
            Iterator<Map.Entry<Key, Stored>> notes =
                    reading.scan(Key.of(Key.SESSIONS, id), Key.of(Key.SESSIONS, id, Key.HIGH), true);
            if (!notes.hasNext()) {
                return null;
            }
            Map.Entry<Key, Stored> note = notes.next();
            return new Document("number", note.getKey().values().get(1))
                    .append("note", note.getValue().value());
        });
        if (last != null) {
            number = (Long) last.get("number");
            boolean committed = last.get("note") instanceof Document note && note.containsKey(COMMITTED_FIELD);
            state = committed ? State.COMMITTED : State.RETRYABLE_WRITE;
        }
    }

    void checkOut() {
        store.waits().lock(lock);
        usedAt = System.nanoTime();
    }

    void checkIn() {
        usedAt = System.nanoTime();
        lock.unlock();
    }

    long usedAt() {
        return usedAt;
    }

    /** For a retryable write: makes the number the current one. */
    void enterRetryableWrite(long newNumber) {
        refuseOlder(newNumber);
        if (newNumber > number) {
            moveTo(newNumber, State.RETRYABLE_WRITE);
        } else if (state != State.RETRYABLE_WRITE) {
            throw new CommandError(
                    217,
                    "IncompleteTransactionHistory",
                    "Transaction number " + newNumber + " is not a retryable write");
        }
    }

    void startTransaction(long newNumber) {
        refuseOlder(newNumber);
        if (newNumber == number) {
            throw new CommandError(
                    117,
                    "ConflictingOperationInProgress",
                    "Only servers in a sharded cluster can start a new transaction at the active transaction number");
        }
        moveTo(newNumber, State.IN_PROGRESS);
        txn = store.begin();
        startedAt = System.nanoTime();
    }

    /** For a later statement: the transaction must be open. */
    void continueTransaction(long itsNumber) {
        refuseOlder(itsNumber);
        if (itsNumber == number && state == State.COMMITTED) {
            throw Codes.transactionCommitted(itsNumber);
        }
        if (itsNumber != number || state != State.IN_PROGRESS) {
            throw Codes.noSuchTransaction(itsNumber);
        }
    }

    private void refuseOlder(long itsNumber) {
        if (itsNumber < number) {
            throw new CommandError(
                    225,
                    "TransactionTooOld",
                    "Cannot use transaction number " + itsNumber + " because " + number + " has already started");
        }
    }

    private void moveTo(long newNumber, State newState) {
        abortIfOpen();
        number = newNumber;
        state = newState;
    }

    Txn transaction() {
        Txn current = txn;
        if (current == null) {
            throw Codes.noSuchTransaction(number);
        }
        return current;
    }

    void commit(long itsNumber) {
        refuseOlder(itsNumber);
        if (itsNumber == number && state == State.COMMITTED) {
            return;
        }
        continueTransaction(itsNumber);
        Txn current = transaction();
        current.checkAlive();
        if (current.hasWritten()) {
            forgetOlder(current);
            current.insert(Key.of(Key.SESSIONS, id, number), new Document(COMMITTED_FIELD, true), 0);
        }
        txn = null;
        current.commit();
        state = State.COMMITTED;
        cursors.closeThoseOf(id, number);
    }

    void abort(long itsNumber) {
        continueTransaction(itsNumber);
        abortIfOpen();
    }

    void abortIfOpen() {
        Txn current = txn;
        if (current != null) {
            txn = null;
            state = State.ABORTED;
            current.rollback();
            cursors.closeThoseOf(id, number);
        }
    }

    /** What a statement of the current retryable write answered when it was run before, or null. */
    @Nullable
    Document recorded(Txn writing, int statement) {
        Stored stored = writing.get(Key.of(Key.SESSIONS, id, number, statement));
        return stored == null ? null : (Document) stored.value();
    }

    /** Remembers the answer in the transaction that does the write, so that there is never one without the other. */
    void record(Txn writing, int statement, Document answer) {
        forgetOlder(writing);
        writing.insert(Key.of(Key.SESSIONS, id, number, statement), answer, 0);
    }

    private void forgetOlder(Txn writing) {
        Iterator<Map.Entry<Key, Stored>> older =
                writing.scan(Key.of(Key.SESSIONS, id), Key.of(Key.SESSIONS, id, number - 1, Key.HIGH), false);
        older.forEachRemaining(note -> writing.remove(note.getKey()));
    }

    /** Forgets what was written down; for a session that nobody will use again. */
    void forget() {
        store.write(MaxTime.none(), writing -> {
            writing.scan(Key.of(Key.SESSIONS, id), Key.of(Key.SESSIONS, id, Key.HIGH), false)
                    .forEachRemaining(note -> writing.remove(note.getKey()));
            return true;
        });
    }

    boolean isOpen() {
        return txn != null;
    }

    boolean isOpenForMoreThan(long nanos) {
        return txn != null && System.nanoTime() - startedAt > nanos;
    }

    /**
     * Aborts the open transaction: at once when nothing runs in it, else at the next step of what does.
     *
     * @param reason what the running statement answers
     */
    void kill(CommandError reason, boolean wait) {
        Txn current = txn;
        if (current != null) {
            current.kill(reason);
        }
        if (wait) {
            lock.lock();
        } else if (!lock.tryLock()) {
            return;
        }
        try {
            if (txn == current) {
                abortIfOpen();
            }
        } finally {
            lock.unlock();
        }
    }
}
