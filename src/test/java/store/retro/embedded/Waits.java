package store.retro.embedded;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/**
 * Waiting that ends when the engine is closed. No thread is ever interrupted for that: an interrupt in the middle of
 * reading or writing would close the store's file under everyone else.
 */
final class Waits {

    /** How long to wait at a stretch where nobody wakes the one who waits. */
    static final long SLICE_MILLIS = 50;

    private boolean closed;

    /** @throws CommandError InterruptedAtShutdown */
    synchronized void check() {
        if (closed) {
            throw Codes.interruptedAtShutdown();
        }
    }

    synchronized void sleep(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        check();
        for (long left = millis; left > 0; left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
            pause(this, left);
            check();
        }
    }

    /** Waits until notified. The caller holds the monitor. */
    static void pause(Object monitor, long millis) {
        try {
            monitor.wait(millis);
        } catch (InterruptedException e) {
            throw Codes.interruptedAtShutdown();
        }
    }

    void lock(Lock lock) {
        try {
            while (!lock.tryLock(SLICE_MILLIS, TimeUnit.MILLISECONDS)) {
                check();
            }
        } catch (InterruptedException e) {
            throw Codes.interruptedAtShutdown();
        }
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
