package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.FailPoints;
import store.retro.fixture.FailPoints.Fault;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/** A flood of reads that nobody has to sign in for, while the database stalls on them. */
class FloodIT {

    private static final int VISITORS = 100;
    private static final int BUYERS = 8;
    private static final int STALL_MILLIS = 6_000;

    /** A quarter of the pool of 32. */
    private static final int SHARE = 8;

    private final FailPoints failPoints = new FailPoints();
    private final ExecutorService visitors = Executors.newFixedThreadPool(VISITORS);

    @AfterEach
    void heal() {
        failPoints.off();
        failPoints.destroy();
        visitors.shutdownNow();
    }

    @Test
    void leavesOrdersGoing() throws Exception {
        try (InProcessStore store = InProcessStore.of(Style.MANAGED, "flood")) {
            Shop shop = store.shop();
            Console console = shop.console(100, 1000);
            List<Buyer> buyers = Stream.generate(shop::buyer).limit(BUYERS).toList();
            List<Purchase> purchases = buyers.stream()
                    .map(buyer -> Purchase.of(buyer.pays(console.times(1)), console.times(1)))
                    .toList();
            Fault stalled = Fault.blocked("find", STALL_MILLIS)
                    .on(store.name() + ".products")
                    .onlyFor(store.name());
            // those of the flood that get a connection; orders read products, too
            failPoints.on(stalled, SHARE);

            List<Future<Answer>> flood = new ArrayList<>();
            for (int i = 0; i < VISITORS; i++) {
                flood.add(visitors.submit(() -> shop.anonymously("GET", "/products", null)));
            }
            awaitLent(store, SHARE);
            for (int i = 0; i < BUYERS; i++) {
                assertThat(buyers.get(i).places(purchases.get(i)).status()).isEqualTo(201);
            }

            assertThat(store.pool().lent()).as("connections of the flood").isLessThanOrEqualTo(SHARE);
            List<Integer> answers = new ArrayList<>();
            for (Future<Answer> each : flood) {
                answers.add(each.get().status());
            }
            assertThat(answers).isSubsetOf(200, 503);
            assertThat(answers.stream().filter(status -> status == 503)).hasSizeGreaterThanOrEqualTo(SHARE);
            failPoints.off();
            assertThat(shop.anonymously("GET", "/products", null).status()).isEqualTo(200);
        }
    }

    private static void awaitLent(InProcessStore store, int connections) {
        long end = System.nanoTime() + 4_000_000_000L;
        while (store.pool().lent() < connections) {
            assertThat(System.nanoTime()).as("the flood comes").isLessThan(end);
            Customer.pause(10);
        }
        Customer.pause(500);
    }
}
