package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.FailPoints;
import store.retro.fixture.Ledger;
import store.retro.fixture.NeedsBulkWrite;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/**
 * Row 12: random faults under a random workload, while a reader asks all the time whether everything adds up. A fault
 * at the commit may leave a transaction open on the server, since no client aborts what it has asked to commit: its
 * locks are in the way of everybody for as long as the server lets it live.
 */
@ExtendWith(ScorecardWriter.class)
class RandomFaultsIT {

    private static final int CUSTOMERS = 6;
    private static final int ORDERS_OF_EACH = 6;
    private static final int PATIENCE = 50;
    private static final String NOTHING_WAITS = "--store.payment.unused-after=0s";

    private static final FailPoints FAIL_POINTS = new FailPoints();

    @AfterAll
    static void close() {
        FAIL_POINTS.off();
        FAIL_POINTS.destroy();
    }

    @ParameterizedTest
    @EnumSource
    void keepsEverythingAddedUpWhateverHappens(Style style) {
        Scorecard.Line line = Scorecard.line(12, "random workload, random faults", style);
        try (Lifetime lifetime = Lifetime.ofSeconds(3);
                InProcessStore store = InProcessStore.of(style, "random", NOTHING_WAITS)) {
            line.run(Profile.seeds(2, 50), random -> runs(store, random));
        }
    }

    @Test
    @NeedsBulkWrite
    void keepsEverythingAddedUpWhenAllWritesAreOneCommandInTheManualStyle() {
        Scorecard.Line line = Scorecard.line(12, "the same, with all writes in one command", Style.MANUAL);
        try (Lifetime lifetime = Lifetime.ofSeconds(3);
                InProcessStore store = InProcessStore.of(
                        Style.MANUAL, "random-bulk", NOTHING_WAITS, "--store.order-transactions.writes=bulk")) {
            line.run(Profile.seeds(1, 50), random -> runs(store, random));
        }
    }

    private static long runs(InProcessStore store, Seeded random) throws InterruptedException, ExecutionException {
        Shop shop = store.shop();
        List<Console> consoles = IntStream.range(0, 3)
                .mapToObj(i -> shop.console(100 + i, 5 + random.below(60)))
                .toList();
        List<Buyer> buyers = Stream.generate(shop::buyer).limit(CUSTOMERS / 2).toList();
        Ledger ledger = new Ledger();
        Schedule schedule = new Schedule(store, FAIL_POINTS, random.fork(-1));
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService background = Executors.newFixedThreadPool(2);
        try {
            Future<?> faults = background.submit(() -> repeat(over, schedule::next));
            Future<?> reader =
                    background.submit(() -> repeat(over, () -> shop.invariant().holds()));
            List<Answer> answers = new ArrayList<>();
            Concurrently.run(
                            CUSTOMERS,
                            CUSTOMERS,
                            i -> shops(buyers.get(i / 2), consoles, new Customer(ledger), i, random.fork(i)))
                    .forEach(answers::addAll);
            over.set(true);
            faults.get();
            reader.get();
            store.cable().heal();
            FAIL_POINTS.off();
            assertThat(answers).extracting(Answer::status).isSubsetOf(200, 201, 402, 409);
        } finally {
            over.set(true);
            background.shutdown();
        }
        shop.invariant().holds();
        shop.invariant().agreesWith(ledger);
        shop.settle();
        buyers.forEach(buyer -> shop.invariant().leavesNoPaymentBehind(buyer.id()));
        makesProgress(shop);
        return schedule.hits();
    }

    private static void repeat(AtomicBoolean over, Runnable work) {
        while (!over.get()) {
            work.run();
        }
    }

    /**
     * A customer's afternoon: carts of all sizes, doubled requests, a payment used twice, an order cancelled, two
     * browsers.
     */
    private static List<Answer> shops(
            Buyer buyer, List<Console> consoles, Customer customer, int number, Seeded random) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < ORDERS_OF_EACH; i++) {
            List<Console.Line> cart = consoles.stream()
                    .filter(console -> random.percent(60))
                    .map(console -> console.times(1 + random.below(3)))
                    .toList();
            Console.Line[] lines =
                    cart.isEmpty() ? new Console.Line[] {consoles.get(0).times(1)} : cart.toArray(new Console.Line[0]);
            Answer payment = insists(() -> buyer.pays("pm_card_visa", lines));
            if (payment.status() != 201) {
                assertThat(payment.code()).isEqualTo("out-of-stock");
                continue;
            }
            Purchase purchase = Purchase.of(payment.at("/id"), lines)
                    .withKey("key-" + number + "-" + i)
                    .withCity(random.oneOf(List.of("London", "Paris", "Turin")));
            Answer placed = customer.insists(buyer, purchase);
            answers.add(placed);
            if (placed.status() == 201 && random.percent(15)) {
                answers.add(insists(() -> buyer.post("/orders/" + placed.at("/id") + "/cancel", null)));
            }
            if (random.percent(20)) {
                answers.add(customer.insists(buyer, purchase));
            }
            if (random.percent(20)) {
                answers.add(customer.insists(buyer, purchase.withKey("again-" + number + "-" + i)));
            }
        }
        return answers;
    }

    /** For what may be repeated without harm. */
    private static Answer insists(Supplier<Answer> request) {
        Answer answer = request.get();
        for (int i = 0; answer.status() == 503 && i < PATIENCE; i++) {
            Customer.pause(50);
            answer = request.get();
        }
        return answer;
    }

    private static void makesProgress(Shop shop) {
        Answer answer = shop.buyer().buys(shop.console(100, 1).times(1));
        assertThat(answer.status()).as("after the faults").isEqualTo(201);
    }
}
