package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import store.retro.fixture.Concurrently;

/**
 * Clients who ask for orders until so many are placed. One who gets an order asks for the next one at once; one who is
 * turned away comes back when {@code Retry-After} says so, as the contract asks. So many clients who wait a second are
 * so many requests a second, however few of them the store serves.
 */
final class Load {

    /**
     * Requests at a time; of so many orders more than are placed somebody has to have paid, so that nobody is idle at
     * the end.
     */
    static final int AT_ONCE = 32;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final String url;
    private final Queue<byte[]> wishes;
    private final int orders;
    private final AtomicInteger placed = new AtomicInteger();
    private final AtomicLong shed = new AtomicLong();
    private final DelayQueue<Client> clients = new DelayQueue<>();
    private final AtomicLong clientsNanos = new AtomicLong();
    private volatile long end;
    private double seconds;

    /** Somebody who asks at this time. */
    private record Client(long nanoTime) implements Delayed {

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    /** @param wishes requests for orders that somebody has paid for */
    Load(String url, Collection<byte[]> wishes) {
        this.url = url;
        this.wishes = new ConcurrentLinkedQueue<>(wishes);
        this.orders = wishes.size() - AT_ONCE;
    }

    /** Lets so many clients ask, who arrive one by one within this time. */
    void run(int number, Duration arrival) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < number; i++) {
            clients.add(new Client(start + arrival.toNanos() * i / number));
        }
        int atOnce = Math.min(AT_ONCE, number);
        Concurrently.run(atOnce, atOnce, i -> {
            long own = THREADS.getCurrentThreadCpuTime();
            try (KeptConnection connection = new KeptConnection(url)) {
                while (placed.get() < orders) {
                    if (clients.poll(100, TimeUnit.MILLISECONDS) != null) {
                        ask(connection);
                    }
                }
                return true;
            } finally {
                clientsNanos.addAndGet(THREADS.getCurrentThreadCpuTime() - own);
            }
        });
        seconds = (end - start) / 1e9;
    }

    private void ask(KeptConnection connection) throws IOException {
        byte[] wish = wishes.remove();
        KeptConnection.Reply reply = connection.send(wish);
        if (reply.status() == 503) {
            assertThat(reply.retryAfter()).as("Retry-After").isPositive();
            shed.incrementAndGet();
            wishes.add(wish);
        } else {
            assertThat(reply.status()).isEqualTo(201);
            if (placed.incrementAndGet() == orders) {
                end = System.nanoTime();
            }
        }
        clients.add(new Client(System.nanoTime() + TimeUnit.SECONDS.toNanos(reply.retryAfter())));
    }

    /** Orders placed in a second. */
    double goodput() {
        return orders / seconds;
    }

    /** Orders placed in a second of the time that these clients leave the store, whose processors they use, too. */
    double goodputWithoutClients() {
        double clientsSeconds = clientsNanos.get() / 1e9 / Runtime.getRuntime().availableProcessors();
        return orders / (seconds - clientsSeconds);
    }

    /** Requests in a second. */
    double offered() {
        return (placed.get() + shed.get()) / seconds;
    }

    /** How many requests were turned away. */
    long shed() {
        return shed.get();
    }
}
