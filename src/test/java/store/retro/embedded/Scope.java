package store.retro.embedded;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the statements of one command run: each as a transaction of its own that waits for those in its way, or all in
 * the session's transaction, where a conflict is an error; and, in a retryable write, none a second time.
 */
final class Scope {

    private final Storage store;
    private final MaxTime deadline;
    private final FailCommands failPoints;
    private final Snapshots snapshots;
    private final @Nullable Txn transaction;
    private final @Nullable Session retrying;
    private final SortedSet<Integer> retried = new TreeSet<>();
    private @Nullable BsonTimestamp readTime;
    private boolean hangsUp;

    private Scope(
            Storage store,
            MaxTime deadline,
            FailCommands failPoints,
            Snapshots snapshots,
            @Nullable Txn transaction,
            @Nullable Session retrying) {
        this.store = store;
        this.deadline = deadline;
        this.failPoints = failPoints;
        this.snapshots = snapshots;
        this.transaction = transaction;
        this.retrying = retrying;
    }

    static Scope plain(
            Storage store, MaxTime deadline, FailCommands failPoints, Snapshots snapshots, @Nullable Session retrying) {
        return new Scope(store, deadline, failPoints, snapshots, null, retrying);
    }

    static Scope inTransaction(
            Storage store, MaxTime deadline, FailCommands failPoints, Snapshots snapshots, Txn transaction) {
        return new Scope(store, deadline, failPoints, snapshots, transaction, null);
    }

    boolean isTransaction() {
        return transaction != null;
    }

    boolean isRetryableWrite() {
        return retrying != null;
    }

    /** Closes the connection without an answer if a fail point wants it, whatever the answer would have been. */
    void hangUpIfWanted() {
        if (hangsUp) {
            throw new CloseConnection();
        }
    }

    /** Makes the reads see the snapshot of that time, which is kept for others that ask for it. */
    void readAt(BsonTimestamp time) {
        readTime = time;
    }

    /** The time that the reads were asked to be of, or null. */
    @Nullable
    BsonTimestamp readTime() {
        return readTime;
    }

    <R> R read(Function<Txn, R> body) {
        if (transaction != null) {
            return body.apply(transaction);
        }
        return readTime != null ? snapshots.read(readTime, body) : store.read(deadline, body);
    }

    <R> R write(Function<Txn, R> body) {
        if (transaction == null) {
            return store.write(deadline, body);
        }
        try {
            return body.apply(transaction);
        } catch (Conflict e) {
            throw Codes.writeConflict();
        }
    }

    /**
     * Runs a statement that answers with a document; when it was run before in the same retryable write, gives that
     * answer again and does nothing.
     */
    Document statement(int number, Function<Txn, Document> body) {
        Session session = retrying;
        if (session == null) {
            return write(body);
        }
        Fault fault = new Fault();
        Document answer = write(txn -> {
            Document recorded = session.recorded(txn, number);
            if (recorded != null) {
                retried.add(number);
                return recorded;
            }
            Document fresh = body.apply(txn);
            session.record(txn, number, fresh);
            fault.strikeBeforeCommit();
            return fresh;
        });
        fault.strikeAfterCommit();
        return answer;
    }

    /** Tells which statements of a retryable write were not run again. */
    void addRetriedTo(Document response) {
        if (retried.isEmpty()) {
            return;
        }
        if (response.containsKey("lastErrorObject")) {
            response.put("retriedStmtId", retried.first());
        } else {
            response.put("retriedStmtIds", List.copyOf(retried));
        }
    }

    /** What {@code onPrimaryTransactionalWrite} does to one statement. */
    private final class Fault {
        private @Nullable Document data;

        void strikeBeforeCommit() {
            data = failPoints.enterTransactionalWrite();
            if (data != null && data.get("failBeforeCommitExceptionCode") instanceof Number code) {
                strikeAfterCommit();
                throw new CommandError(code.intValue(), Labels.codeName(code.intValue()), "failing before the commit");
            }
        }

        void strikeAfterCommit() {
            if (data != null && Utils.isTrue(data.getOrDefault("closeConnection", true))) {
                hangsUp = true;
            }
        }
    }
}
