package store.retro.platform.admission;

import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.transaction.UnknownCommitException;

/**
 * An item in its line; those with less time left come first. Its own thread waits, the one of whoever leads the line
 * says what has become of it.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
final class QueuedItem<T> {

    /** A transaction ends with its leader's deadline, no later than this one's; to hear of it takes a moment. */
    private static final Duration HANDOVER = Duration.ofMillis(200);

    private static final Duration HURRY = Duration.ofSeconds(1);

    static final Comparator<QueuedItem<?>> BY_TIME_LEFT =
            Comparator.<QueuedItem<?>>comparingLong(item -> item.deadline).thenComparingLong(item -> item.number);

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final T item;
    private final long deadline = System.nanoTime() + Deadline.remaining().toNanos();
    private final long number = NUMBERS.getAndIncrement();
    private final CountDownLatch turn = new CountDownLatch(1);
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile boolean leads;
    private volatile Runnable answer = () -> {};

    T item() {
        return item;
    }

    boolean isInAHurry() {
        return deadline - System.nanoTime() < HURRY.toNanos();
    }

    /** Lets its own thread commit it, and others with it. */
    void lead() {
        leads = true;
        turn.countDown();
    }

    boolean leads() {
        return leads;
    }

    /** Says what has become of it: it is committed, unless the answer throws why not. */
    void settle(Runnable said) {
        answer = said;
        settled.countDown();
        turn.countDown();
    }

    /** @return whether it is its turn to lead, or it is settled, before its time is used up */
    boolean awaitTurn() {
        return await(turn, Deadline.remaining());
    }

    /**
     * Returns when it is committed.
     *
     * @throws UnknownCommitException when nobody has said in time
     */
    void outcome() {
        if (!await(settled, Deadline.remaining().plus(HANDOVER))) {
            throw new UnknownCommitException();
        }
        answer.run();
    }

    private static boolean await(CountDownLatch latch, Duration atMost) {
        try {
            return latch.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
