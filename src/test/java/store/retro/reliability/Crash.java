package store.retro.reliability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.Invariant;
import store.retro.fixture.Ledger;
import store.retro.fixture.Receiver;

/**
 * One {@code kill -9} that meets many operations at once, each of another buyer and each held at another step, while
 * ordinary buyers shop.
 */
final class Crash implements AutoCloseable {

    private static final int SHOPPERS = 4;
    private static final int AT_A_TIME = 8;

    /** Until the database has done what the dead process had asked for. */
    private static final int LAST_WORDS_MILLIS = 300;

    private static final long UNTIL_HELD_NANOS = 5_000_000_000L;

    private final StoreProcess store;
    private final Receiver receiver;
    private final Seeded random;
    private final Ledger ledger = new Ledger();
    private final Customer customer = new Customer(ledger);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<CompletableFuture<Void>> underWay = new ArrayList<>();

    Crash(StoreProcess store, Receiver receiver, Seeded random) {
        this.store = store;
        this.receiver = receiver;
        this.random = random;
    }

    /**
     * Kills the service and starts it again.
     *
     * @return the stops at which an operation was held when the process died
     * @throws AssertionError when something is wrong afterwards, once the clients have all answers and nothing is due
     */
    Set<HoldPoint> at(List<HoldPoint> stops) throws InterruptedException {
        receiver.forget();
        Map<HoldPoint, TracedPurchase> errands = prepared(stops);
        List<Shopper> shoppers = shoppers();
        errands.forEach((stop, errand) -> store.cable().follow(errand.trail(stop)));

        Predicate<HoldPoint> work = stop -> stop.operation().beginsWithClaim();
        beginAndHold(only(errands, work.and(stop -> !stop.atClaim())));
        shoppers.forEach(shopper -> begin(shopper::shops));
        beginAndHold(only(errands, work.negate()));
        holdBriefly(only(errands, HoldPoint::atClaim));
        Customer.pause(random.below(50));
        Set<HoldPoint> held = new HashSet<>(stops);
        held.removeIf(stop -> !errands.get(stop).trail().isHeld());
        store.kill();

        Customer.pause(LAST_WORDS_MILLIS);
        store.shop().letLeasesEnd();
        store.startAgain();
        underWay.forEach(CompletableFuture::join);
        store.awaitNothingDue();
        requireConsistency(Stream.concat(
                        errands.values().stream().map(TracedPurchase::userId),
                        shoppers.stream().map(Shopper::userId))
                .toList());
        return held;
    }

    private Map<HoldPoint, TracedPurchase> prepared(List<HoldPoint> stops) throws InterruptedException {
        List<TracedPurchase> errands = Concurrently.run(stops.size(), AT_A_TIME, i -> {
            TracedPurchase errand = new TracedPurchase(stops.get(i).operation(), store.shop(), customer);
            errand.prepare();
            return errand;
        });
        Map<HoldPoint, TracedPurchase> prepared = new HashMap<>();
        for (int i = 0; i < stops.size(); i++) {
            prepared.put(stops.get(i), errands.get(i));
        }
        return prepared;
    }

    private List<Shopper> shoppers() {
        List<Console> consoles = Stream.generate(() -> store.shop().console(100 + random.below(50), 100_000))
                .limit(3)
                .toList();
        return IntStream.range(0, SHOPPERS)
                .mapToObj(i -> new Shopper(store.shop(), consoles, customer, random.fork(i)))
                .toList();
    }

    private void begin(Runnable work) {
        underWay.add(CompletableFuture.runAsync(work, threads));
    }

    private static List<TracedPurchase> only(Map<HoldPoint, TracedPurchase> errands, Predicate<HoldPoint> which) {
        return errands.entrySet().stream()
                .filter(each -> which.test(each.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void beginAndHold(List<TracedPurchase> errands) {
        errands.forEach(errand -> begin(errand::begin));
        awaitHeld(errands);
    }

    /** A worker waits for a claim no longer than a second, so all of these claims come at once. */
    private void holdBriefly(List<TracedPurchase> errands) {
        List<CompletableFuture<Void>> approaches = errands.stream()
                .map(errand -> CompletableFuture.runAsync(errand::approach, threads))
                .toList();
        approaches.forEach(CompletableFuture::join);
        errands.forEach(errand -> errand.trail().unbar());
        awaitHeld(errands);
    }

    private static void awaitHeld(List<TracedPurchase> errands) {
        long end = System.nanoTime() + UNTIL_HELD_NANOS;
        while (System.nanoTime() < end
                && !errands.stream().allMatch(errand -> errand.trail().isSettled())) {
            Customer.pause(2);
        }
    }

    /**
     * Nothing is left open by now, and to read the traces of many kills takes longer than the crash test lets anything
     * live.
     */
    private void requireConsistency(List<String> users) {
        Invariant invariant = store.shop().invariant();
        try (Lifetime patient = Lifetime.ofSeconds(60)) {
            invariant.holds();
            invariant.agreesWith(ledger);
            invariant.settlesEachPaymentOnce(users);
            invariant.tellsEachEvent(receiver, users);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
