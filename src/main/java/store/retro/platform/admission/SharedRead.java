package store.retro.platform.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.problem.ProblemException;

/**
 * A read that those share who wait for it together. While one is under way, whoever asks waits; then one of them reads
 * for all. So a read never begins before it was asked for, and shows whatever had been written by then. Who is in a
 * transaction reads alone: it sees what others do not. Nobody waits for long for a read that hangs, as on a connection
 * that is dead: the next one is made beside it.
 *
 * @param <K> what is asked for
 * @param <R> what is found for all who have asked
 */
public final class SharedRead<K, R> {

    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Function<List<K>, R> read;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final List<Asked> waiting = new ArrayList<>();
    private @Nullable Object underWay;
    private long begun;

    /** @param read gets everything that is asked for, which may be the same several times */
    public SharedRead(Function<List<K>, R> read) {
        this(read, PATIENCE);
    }

    /** @param patience so long is a read waited for */
    SharedRead(Function<List<K>, R> read, Duration patience) {
        this.read = read;
        this.patience = patience;
    }

    private final class Asked {

        private final K key;
        private @Nullable R found;

        Asked(K key) {
            this.key = key;
        }
    }

    /**
     * What is found for this and whatever else was asked for.
     *
     * @throws ProblemException {@code try-again} when its turn has not come in time
     * @throws RuntimeException that of the read, if this thread made it: others are not told, but read themselves, in
     *     the time that they have
     */
    public R read(K key) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return read.apply(List.of(key));
        }
        Asked asked = new Asked(key);
        List<Asked> together;
        lock.lock();
        try {
            waiting.add(asked);
            awaitTurn(asked);
            if (asked.found != null) {
                return asked.found;
            }
            underWay = asked;
            begun = System.nanoTime();
            together = List.copyOf(waiting);
        } finally {
            waiting.remove(asked);
            lock.unlock();
        }
        return readFor(asked, together);
    }

    private void awaitTurn(Asked asked) {
        long end = System.nanoTime() + Deadline.remaining().toNanos();
        try {
            while (asked.found == null && isUnderWay()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw AdmissionControl.late();
                }
                ended.awaitNanos(Math.min(left, patience.toNanos()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AdmissionControl.late();
        }
    }

    private boolean isUnderWay() {
        return underWay != null && System.nanoTime() - begun < patience.toNanos();
    }

    private R readFor(Asked asked, List<Asked> together) {
        R found = null;
        try {
            found = read.apply(together.stream().map(each -> each.key).toList());
            return found;
        } finally {
            lock.lock();
            if (underWay == asked) {
                underWay = null;
            }
            if (found != null) {
                for (Asked each : together) {
                    each.found = found;
                }
                waiting.removeAll(together);
            }
            ended.signalAll();
            lock.unlock();
        }
    }
}
