package store.retro.mongo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the transactions of one piece of work have cost; it belongs to the thread that does the work. */
public final class TransactionTally {

    private static final ThreadLocal<@Nullable TransactionTally> CURRENT = new ThreadLocal<>();

    private int attempts;
    private int commits;
    private long commitNanos;

    /** A tally that counts from now on, on this thread, until {@link #close} is called. */
    public static TransactionTally open() {
        TransactionTally tally = new TransactionTally();
        CURRENT.set(tally);
        return tally;
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
        return Math.max(0, attempts - 1);
    }

    /** How often a commit was sent again because its fate was open. */
    public int repeatedCommits() {
        return Math.max(0, commits - 1);
    }

    /** Time spent in commits. */
    public Duration commitTime() {
        return Duration.ofNanos(commitNanos);
    }

    static void attempted() {
        TransactionTally current = CURRENT.get();
        if (current != null) {
            current.attempts++;
        }
    }

    static void committed(long nanos) {
        TransactionTally current = CURRENT.get();
        if (current != null) {
            current.commits++;
            current.commitNanos += nanos;
        }
    }
}
