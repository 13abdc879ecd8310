package store.retro.embedded;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the statements of one command run: each as a transaction of its own that waits for those in its way, or all in the
 * session's transaction, where a conflict is an error; and, in a retryable write, none a second time.
 */
final class Scope {

    private final Store store;
    private final Deadline deadline;
    private final FailPoints failPoints;
    private final @Nullable Txn transaction;
    private final @Nullable Session retrying;
    private boolean closesConnection;

    private Scope(
            Store store,
            Deadline deadline,
            FailPoints failPoints,
            @Nullable Txn transaction,
            @Nullable Session retrying) {
        this.store = store;
        this.deadline = deadline;
        this.failPoints = failPoints;
        this.transaction = transaction;
        this.retrying = retrying;
    }

    static Scope plain(Store store, Deadline deadline, FailPoints failPoints, @Nullable Session retrying) {
        return new Scope(store, deadline, failPoints, null, retrying);
    }

    static Scope inTransaction(Store store, Deadline deadline, FailPoints failPoints, Txn transaction) {
        return new Scope(store, deadline, failPoints, transaction, null);
    }

    boolean isTransaction() {
        return transaction != null;
    }

    boolean isRetryableWrite() {
        return retrying != null;
    }

    /** Whether a fail point wants the client to get no answer though the write was done. */
    boolean closesConnection() {
        return closesConnection;
    }

    <R> R read(Function<Txn, R> body) {
        return transaction != null ? body.apply(transaction) : store.read(deadline, body);
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
        Document fault = failPoints.enterTransactionalWrite();
        Document answer = write(txn -> {
            Document recorded = session.recorded(txn, number);
            if (recorded != null) {
                return recorded;
            }
            Document fresh = body.apply(txn);
            session.record(txn, number, fresh);
            if (fault != null && fault.get("failBeforeCommitExceptionCode") instanceof Number code) {
                throw new CommandError(
                        code.intValue(), Labels.codeName(code.intValue()), "failing by onPrimaryTransactionalWrite");
            }
            return fresh;
        });
        closesConnection |= fault != null && Utils.isTrue(fault.getOrDefault("closeConnection", true));
        return answer;
    }
}
