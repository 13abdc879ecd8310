package store.retro.platform.transaction;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.stereotype.Component;
import store.retro.platform.deadline.Deadline;

/**
 * The rule of what is repeated, with full jitter and until the request's {@link Deadline}:
 *
 * <ul>
 *   <li>a transaction's whole body, if the server says that nothing of it remains ({@code TransientTransactionError});
 *   <li>only the commit, when its answer leaves its fate open. That is every error without that label: some that say
 *       nothing (79, 64, 100, 290) arrive without any.
 * </ul>
 */
@Component
public class TransactionRetry {

    /** How much a transaction counts in the mean: the last eight or so make it up. */
    private static final int DECAY = 8;

    private final TransactionProperties properties;
    private final DatabaseLoad load;

    /** How many nanoseconds a transaction has taken lately, of those that were committed. */
    private final AtomicLong meanLength = new AtomicLong();

    TransactionRetry(TransactionProperties properties, DatabaseLoad load) {
        this.properties = properties;
        this.load = load;
    }

    /**
     * Runs a transaction, again and again while it fails and nothing of it remains.
     *
     * @param transaction starts, commits and ends one transaction; may run several times, so it must change nothing but
     *     the database
     * @param argument given to it
     * @throws RuntimeException the last failure, when it is of another kind or the time is used up
     */
    public <T> void run(Consumer<T> transaction, T argument) {
        TransactionStats stats = TransactionStats.current();
        stats.transactions++;
        repeat(this::isTransient, () -> {
            stats.attempts++;
            long start = System.nanoTime();
            transaction.accept(argument);
            meanLength.accumulateAndGet(System.nanoTime() - start, (mean, length) -> mean + (length - mean) / DECAY);
        });
        load.taken();
    }

    private boolean isTransient(Throwable failure) {
        if (DatabaseUnavailable.isOverload(failure)) {
            load.shed();
        }
        return TransactionErrors.isTransient(failure);
    }

    /**
     * Sends a commit until its fate is known.
     *
     * @throws MongoException labelled {@code TransientTransactionError}: it was not and will not be committed
     * @throws UnknownCommitException when the time is used up
     */
    void commit(Runnable commit) {
        TransactionStats stats = TransactionStats.current();
        stats.commits++;
        try {
            repeat(TransactionRetry::isAmbiguous, () -> {
                stats.commitsSent++;
                long start = System.nanoTime();
                try {
                    commit.run();
                } finally {
                    stats.commitTime = stats.commitTime.plusNanos(System.nanoTime() - start);
                }
            });
        } catch (MongoException e) {
            throw isAmbiguous(e) ? new UnknownCommitException(e) : e;
        }
    }

    private static boolean isAmbiguous(Throwable failure) {
        return failure instanceof MongoException
                && TransactionErrors.causes(failure).noneMatch(TransactionErrors::hasTransientLabel);
    }

    private void repeat(Predicate<Throwable> repeatable, Runnable work) {
        RetryPolicy policy = RetryPolicy.builder()
                .predicate(repeatable)
                .timeout(Deadline.remainingOrFail())
                .backOff(properties.backOff().jittered(Duration.ofNanos(meanLength.get())))
                .build();
        try {
            new RetryTemplate(policy).execute(() -> {
                work.run();
                return true;
            });
        } catch (RetryException e) {
            throw lastFailure(e);
        }
    }

    /** What the work itself failed with; when the pause was interrupted, that stands among the suppressed. */
    private static RuntimeException lastFailure(RetryException e) {
        Throwable last = e.getCause();
        if (last instanceof InterruptedException && e.getSuppressed().length > 0) {
            last = e.getSuppressed()[e.getSuppressed().length - 1];
        }
        if (last instanceof Error error) {
            throw error;
        }
        return last instanceof RuntimeException failure ? failure : new IllegalStateException(last);
    }
}
