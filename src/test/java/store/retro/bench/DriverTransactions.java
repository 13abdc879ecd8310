package store.retro.bench;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import store.retro.bench.Refusal.Reason;

/**
 * Transactions by the driver alone: repeated with full jitter while nothing of them remains, and their commits while it
 * is not known what became of them.
 */
final class DriverTransactions {

    private static final TransactionOptions OPTIONS = TransactionOptions.builder()
            .readConcern(ReadConcern.SNAPSHOT)
            .writeConcern(WriteConcern.MAJORITY)
            .build();

    private final MongoClient client;
    private final Duration patience;

    DriverTransactions(MongoClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    /**
     * Runs the writes in a transaction, again and again while it is transient that they fail.
     *
     * @throws MongoException the last failure, when it is of another kind or the time is used up
     * @throws Refusal {@code outcome-unknown}
     */
    void run(Consumer<ClientSession> writes) {
        long end = System.nanoTime() + patience.toNanos();
        for (int attempt = 0; ; attempt++) {
            try (ClientSession session = client.startSession()) {
                session.startTransaction(OPTIONS);
                writes.accept(session);
                commit(session, end);
                return;
            } catch (MongoException e) {
                if (!isTransient(e) || System.nanoTime() > end) {
                    throw e;
                }
            }
            pause(attempt);
        }
    }

    private static void commit(ClientSession session, long end) {
        for (int attempt = 0; ; attempt++) {
            try {
                session.commitTransaction();
                return;
            } catch (MongoException e) {
                if (isTransient(e)) {
                    throw e;
                }
                if (System.nanoTime() > end) {
                    throw new Refusal(Reason.OUTCOME_UNKNOWN, "It is not known whether the order was placed.");
                }
            }
            pause(attempt);
        }
    }

    /** A write to several collections hides the label in its cause. */
    private static boolean isTransient(MongoException e) {
        return e.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)
                || e.getCause() instanceof MongoException cause
                        && cause.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
    }

    private static void pause(int attempt) {
        double most = Math.min(500, 5 * Math.pow(1.5, attempt));
        try {
            Thread.sleep(Math.round(ThreadLocalRandom.current().nextDouble() * most));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
