package store.retro.platform.transaction;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the transactions of one piece of work have cost; it belongs to the thread that does the work. */
public final class TransactionStats {

    private static final ThreadLocal<@Nullable TransactionStats> CURRENT = new ThreadLocal<>();

    int transactions;
    int attempts;
    int commits;
    int commitsSent;
    Duration commitTime = Duration.ZERO;

    /** One that counts from now on, on this thread, until {@link #close} is called. */
    public static TransactionStats open() {
        TransactionStats stats = new TransactionStats();
        CURRENT.set(stats);
        return stats;
    }

    /** The one that is open on this thread, or one that nobody will read. */
    static TransactionStats current() {
        return Objects.requireNonNullElseGet(CURRENT.get(), TransactionStats::new);
    }

    /** Stops counting; what was counted stays. */
    public void close() {
        CURRENT.remove();
    }

    /** How often a transaction's body has run. */
    public int attempts() {
        return attempts;
    }

    /** How often a body had to run again because nothing of it remained. */
    public int repeatedBodies() {
        return Math.max(0, attempts - transactions);
    }

    /** How often a commit was sent again because its fate was open. */
    public int repeatedCommits() {
        return Math.max(0, commitsSent - commits);
    }

    /** Time spent in commits. */
    public Duration commitTime() {
        return commitTime;
    }
}
