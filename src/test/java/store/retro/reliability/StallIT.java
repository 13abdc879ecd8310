package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.FailPoints;
import store.retro.fixture.FailPoints.Fault;
import store.retro.fixture.Ledger;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/** Row 16: the database stalls for longer than a request may take; nothing outlives its time, and nothing leaks. */
@ExtendWith(ScorecardWriter.class)
class StallIT {

    private static final int AT_ONCE = 8;
    private static final int STALL_MILLIS = 8_000;

    /** The request's budget, the verdict's, and some slack for two busy cores. */
    private static final long IN_TIME_MILLIS = 5_000 + 1_000 + 1_500;

    private static final FailPoints FAIL_POINTS = new FailPoints();

    @AfterEach
    void heal() {
        FAIL_POINTS.off();
    }

    @AfterAll
    static void close() {
        FAIL_POINTS.destroy();
    }

    @InEachStyle
    void answersInTimeAndLeavesNothingOpen(Style style) {
        List<String> commands = new ArrayList<>(style.writeCommandsAndCommit());
        commands.add(0, "find");
        if (!Profile.SLOW) {
            commands.retainAll(List.of("update"));
        }
        for (String command : commands) {
            try (Lifetime lifetime = Lifetime.ofSeconds(3)) {
                Scorecard.line(16, AT_ONCE + " requests while " + command + " stalls", style)
                        .run(Profile.times(1, 5), random -> stalls(style, command));
            }
        }
    }

    private static long stalls(Style style, String command) throws InterruptedException {
        InProcessStore store = InProcessStore.of(style);
        Shop shop = store.shop();
        Console console = shop.console(100, 1000);
        List<Buyer> buyers = Stream.generate(shop::buyer).limit(AT_ONCE).toList();
        List<Purchase> purchases = new ArrayList<>();
        buyers.forEach(buyer -> purchases.add(
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key")));
        Ledger ledger = new Ledger();
        Customer customer = new Customer(ledger);
        FAIL_POINTS.alwaysOn(Fault.blocked(command, STALL_MILLIS).onlyFor(store.name()));

        List<Long> millis = Concurrently.run(AT_ONCE, AT_ONCE, i -> {
            long start = System.nanoTime();
            Answer answer = customer.asks(buyers.get(i), purchases.get(i)).orElseThrow();
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isPresent();
            return (System.nanoTime() - start) / 1_000_000;
        });

        int hits = FAIL_POINTS.timesEntered();
        assertThat(millis).allMatch(each -> each < IN_TIME_MILLIS);
        assertThat(store.pool().lent()).as("connections lent").isZero();
        FAIL_POINTS.off();
        Customer.pause(STALL_MILLIS);
        awaitNoOpenTransaction(store);
        List<Answer> answers =
                Concurrently.run(AT_ONCE, AT_ONCE, i -> customer.insists(buyers.get(i), purchases.get(i)));
        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(store.pool().lent()).as("connections lent").isZero();
        shop.invariant().holds();
        shop.invariant().agreesWith(ledger);
        return hits;
    }

    /**
     * A stalled statement begins its transaction only when the stall ends, and then nobody is there any more to end it:
     * that remains to the server's limit.
     */
    private static void awaitNoOpenTransaction(InProcessStore store) {
        long end = System.nanoTime() + 2L * STALL_MILLIS * 1_000_000;
        while (openTransactions(store) > 0) {
            assertThat(System.nanoTime()).as("transactions stay open").isLessThan(end);
            Customer.pause(100);
        }
    }

    private static long openTransactions(InProcessStore store) {
        Document status = store.database().getDatabase("admin").runCommand(new Document("serverStatus", 1));
        return ((Number) status.get("transactions", Document.class).get("currentOpen")).longValue();
    }
}
