package store.retro.platform.transaction;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the transactions of one piece of work have cost; it belongs to the thread that does the work. */
public final class TransactionStats {

    private static final ThreadLocal<@Nullable TransactionStats> CURRENT = new ThreadLocal<>();

    private int transactions;
    private int attempts;
    private int commitsBegun;
    private int commits;
    private long commitNanos;

    /** A tally that counts from now on, on this thread, until {@link #close} is called. */
    public static TransactionStats open() {
        TransactionStats tally = new TransactionStats();
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
        return Math.max(0, attempts - transactions);
    }

    /** How often a commit was sent again because its fate was open. */
    public int repeatedCommits() {
        return Math.max(0, commits - commitsBegun);
    }

    /** Time spent in commits. */
    public Duration commitTime() {
        return Duration.ofNanos(commitNanos);
    }

    static void transactionBegun() {
        count(tally -> tally.transactions++);
    }

    static void bodyRun() {
        count(tally -> tally.attempts++);
    }

    static void commitBegun() {
        count(tally -> tally.commitsBegun++);
    }

    static void commitSent(long nanos) {
        count(tally -> {
            tally.commits++;
            tally.commitNanos += nanos;
        });
    }

    private static void count(Consumer<TransactionStats> event) {
        TransactionStats current = CURRENT.get();
        if (current != null) {
            event.accept(current);
        }
    }
}
