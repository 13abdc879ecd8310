package store.retro.embedded;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;

/**
 * One lock for each collection: whoever reads or writes in it shares the lock, whoever drops or indexes it holds it
 * alone. A transaction keeps its share until it ends. Stamped, because its statements come in on different threads.
 */
final class Locks {

    private final Map<String, StampedLock> locks = new ConcurrentHashMap<>();
    private final Waits waits;

    Locks(Waits waits) {
        this.waits = waits;
    }

    /** A lock that is held, and how to give it back. */
    interface Held {
        void release();
    }

    /** @throws CommandError MaxTimeMSExpired */
    Held share(String namespace, MaxTime deadline) {
        StampedLock lock = lock(namespace);
        return acquire(deadline, wait -> tryShare(lock, wait), lock::unlockRead);
    }

    /** @throws CommandError MaxTimeMSExpired */
    Held alone(String namespace, MaxTime deadline) {
        StampedLock lock = lock(namespace);
        return acquire(deadline, wait -> tryAlone(lock, wait), lock::unlockWrite);
    }

    private StampedLock lock(String namespace) {
        return locks.computeIfAbsent(namespace, name -> new StampedLock());
    }

    private Held acquire(MaxTime deadline, LongUnaryOperator attempt, LongConsumer unlock) {
        while (true) {
            long stamp = attempt.applyAsLong(deadline.millisLeft(Waits.SLICE_MILLIS));
            if (stamp != 0) {
                return () -> unlock.accept(stamp);
            }
            deadline.check();
            waits.check();
        }
    }

    private static long tryShare(StampedLock lock, long millis) {
        try {
            return lock.tryReadLock(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw Codes.interruptedAtShutdown();
        }
    }

    private static long tryAlone(StampedLock lock, long millis) {
        try {
            return lock.tryWriteLock(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw Codes.interruptedAtShutdown();
        }
    }
}
