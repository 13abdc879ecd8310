package store.retro;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * How long something is waited for that may hang, and what is done meanwhile.
 *
 * @param every how often {@code meanwhile} is told how long it has been
 */
record Patience(Duration limit, Duration every, Consumer<Duration> meanwhile) {

    Patience(Duration limit) {
        this(limit, limit, waited -> {});
    }

    /** Runs it in a thread that keeps no JVM alive; what does not end in time is left to itself. */
    <T> T await(Callable<T> slow) throws ExecutionException, TimeoutException {
        FutureTask<T> task = new FutureTask<>(slow);
        Thread thread = new Thread(task, "patience");
        thread.setDaemon(true);
        thread.start();
        Duration waited = Duration.ZERO;
        while (true) {
            try {
                return task.get(every.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                waited = waited.plus(every);
                if (waited.compareTo(limit) >= 0) {
                    throw e;
                }
                meanwhile.accept(waited);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting", e);
            }
        }
    }
}
