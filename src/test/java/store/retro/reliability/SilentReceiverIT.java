package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import store.retro.fixture.Answer;
import store.retro.fixture.Console;
import store.retro.fixture.Receiver;
import store.retro.fixture.Receiver.Manner;
import store.retro.fixture.Shop;

/**
 * Row 24: the receiver of events does not end its answers, in each of the ways in which that can be: no worker waits
 * for longer than it may, the money is taken meanwhile, and once the receiver is well it is told all in order.
 */
@ExtendWith(ScorecardWriter.class)
class SilentReceiverIT {

    private static final Map<Manner, String> WAYS = Map.of(
            Manner.NEVER_BEGINS, "an answer that never begins",
            Manner.NEVER_ENDS, "an answer that never ends",
            Manner.COMES_BY_DROPS, "an answer that comes by drops");

    private static final int ORDERS = 6;
    private static final int WORKERS = 4;
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private static final Receiver RECEIVER = new Receiver();
    private static final Map<Style, InProcessStore> STORES = new ConcurrentHashMap<>();

    @AfterAll
    static void close() {
        STORES.values().forEach(InProcessStore::close);
        RECEIVER.close();
    }

    @InBothStyles
    void keepsNobodyWaiting(Style style) {
        InProcessStore store = STORES.computeIfAbsent(style, SilentReceiverIT::open);
        WAYS.forEach((manner, what) -> Scorecard.line(24, what + "; hits are deliveries", style)
                .remark(ORDERS + " orders an attempt")
                .run(Profile.times(1, 50), random -> isSilent(store.shop(), manner, 1 + random.below(2 * ORDERS))));
    }

    private static InProcessStore open(Style style) {
        return InProcessStore.of(
                style,
                "silent-receiver",
                Stream.concat(
                                Stream.of(RECEIVER.settings()),
                                Stream.of(
                                        "--store.events.webhook.timeout=" + TIMEOUT.toMillis() + "ms",
                                        "--store.background.back-off.initial=1ms",
                                        "--store.background.back-off.max=1ms"))
                        .toArray(String[]::new));
    }

    private static long isSilent(Shop shop, Manner manner, int times) throws InterruptedException {
        Console console = shop.console(100, 100);
        List<Answer> orders = IntStream.range(0, ORDERS)
                .mapToObj(i -> shop.buyer().buys(console.times(1)))
                .toList();
        RECEIVER.answers(manner, times);
        long begin = System.nanoTime();

        shop.settleAtOnce(WORKERS);
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        long hits = times - RECEIVER.unending();
        RECEIVER.answers(manner, 0);

        assertThat(taken).isLessThan(TIMEOUT.multipliedBy(times).plusSeconds(5));
        assertThat(orders)
                .allSatisfy(order ->
                        assertThat(shop.atTheProvider(order.at("/paymentId"))).containsEntry("captures", 1));
        settleAll(shop);
        assertThat(orders)
                .allSatisfy(order ->
                        assertThat(acknowledged(order.at("/id"))).containsExactly("order.placed", "order.captured"));
        return hits;
    }

    /** One may be twice, where the receiver's answer came too late to be heard. */
    private static List<String> acknowledged(String orderId) {
        return RECEIVER.of(orderId).stream()
                .filter(Receiver.Delivery::acknowledged)
                .map(Receiver.Delivery::type)
                .distinct()
                .toList();
    }

    private static void settleAll(Shop shop) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (shop.isDue()) {
            assertThat(System.nanoTime()).as("still due").isLessThan(end);
            shop.settle();
        }
    }
}
