package store.retro.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who takes back what they wrote does not take back what others have written since. */
class RollbackTest {

    private static final int CLIENTS = 12;
    private static final int COUNTER = -1;
    private static final long DURATION_NANOS = Duration.ofSeconds(2).toNanos();

    private final Storage store = new Storage(null);
    private final long end = System.nanoTime() + DURATION_NANOS;
    private final AtomicInteger committed = new AtomicInteger();
    private final AtomicInteger rolledBack = new AtomicInteger();

    @Test
    void undoesNothingOfOthers() {
        IntStream.range(COUNTER, CLIENTS).forEach(this::insertZero);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (store) {
            List<CompletableFuture<Void>> running = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> CompletableFuture.runAsync(() -> work(client), clients))
                    .toList();
            running.forEach(CompletableFuture::join);

            assertThat(value(store.begin(), COUNTER)).isEqualTo(committed.get());
            assertThat(committed.get()).isPositive();
            assertThat(rolledBack.get()).isPositive();
        } finally {
            clients.shutdownNow();
        }
    }

    /** Some count in earnest, some take it back, some only keep the store busy. */
    private void work(int client) {
        while (System.nanoTime() < end) {
            switch (client % 3) {
                case 0 -> count(COUNTER, Txn::commit, committed);
                case 1 -> count(COUNTER, Txn::rollback, rolledBack);
                default -> count(client, Txn::commit, new AtomicInteger());
            }
        }
    }

    private void count(int counter, Consumer<Txn> ending, AtomicInteger times) {
        Txn txn = store.begin();
        try {
            txn.replace(key(counter), value(txn, counter) + 1, 0);
        } catch (Conflict e) {
            txn.rollback();
            return;
        }
        ending.accept(txn);
        times.incrementAndGet();
    }

    private void insertZero(int counter) {
        Txn txn = store.begin();
        txn.insert(key(counter), 0, 0);
        txn.commit();
    }

    private static int value(Txn txn, int counter) {
        return (Integer) Objects.requireNonNull(
                Objects.requireNonNull(txn.get(key(counter))).value());
    }

    private static Key key(int counter) {
        return Key.of(Key.FIRST_FREE_SPACE, counter);
    }
}
