package store.retro.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import store.retro.bench.Purchases.Purchase;

/** Those who place orders by the driver, in the process that is measured: a thread each. */
final class Clients {

    private Clients() {}

    /** Places all of them; the latency of each in nanoseconds, after the time that all took. */
    static List<Long> place(List<Purchase> purchases, int clients, Consumer<Purchase> placing)
            throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        long[] latencies = new long[purchases.size()];
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        long start = System.nanoTime();
        try {
            List<Future<?>> running = IntStream.range(0, clients)
                    .<Future<?>>mapToObj(client -> threads.submit(() -> {
                        for (int i = next.getAndIncrement(); i < latencies.length; i = next.getAndIncrement()) {
                            long begin = System.nanoTime();
                            placing.accept(purchases.get(i));
                            latencies[i] = System.nanoTime() - begin;
                        }
                    }))
                    .toList();
            for (Future<?> future : running) {
                future.get();
            }
        } finally {
            threads.shutdown();
        }
        List<Long> result = new ArrayList<>();
        result.add(System.nanoTime() - start);
        for (long latency : latencies) {
            result.add(latency);
        }
        return result;
    }
}
