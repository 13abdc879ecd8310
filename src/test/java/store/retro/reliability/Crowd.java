package store.retro.reliability;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Many at once. */
final class Crowd {

    /** Work that one of many does. */
    @FunctionalInterface
    interface Part<T> {
        T run(int number) throws Exception;
    }

    private Crowd() {}

    /** Runs all parts, so many at a time, and waits for them; the results in the order of the parts. */
    static <T> List<T> run(int parts, int atATime, Part<T> part) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(parts, atATime));
        try {
            List<Callable<T>> work = IntStream.range(0, parts)
                    .<Callable<T>>mapToObj(number -> () -> part.run(number))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(work)) {
                results.add(resultOf(each));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T resultOf(Future<T> each) throws InterruptedException {
        try {
            return each.get();
        } catch (ExecutionException e) {
            throw new AssertionError("one of many failed", e.getCause());
        }
    }
}
