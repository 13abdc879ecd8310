package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;
import store.retro.payment.GatewayFaults;
import store.retro.payment.PaidOrders;
import store.retro.reliability.FaultInjector.Step;

/**
 * Rows 23 and 27: the provider ends what it holds of orders that are being settled and cancelled, and two workers are
 * at one payment, the lease of one having run out: the money ends where the order says, moved once.
 */
@ExtendWith(ScorecardWriter.class)
class StrandedMoneyIT {

    private static final int ORDERS = 6;

    /** Where the worker may die that finds a dead hold. */
    private static final List<String> STEPS =
            List.of("LostPaymentBrake.letsThrough", "LostPayments.cancel", "PaymentSettlement.capture");

    private static final Step NOWHERE = new Step("nothing", false);

    private static final Map<Style, InProcessStore> STORES = new ConcurrentHashMap<>();

    /** What the first worker is at when the other one comes. */
    private enum At {
        CAPTURE("captures"),
        CANCEL("voids"),
        REFUND("refunds");

        private final String word;

        At(String word) {
            this.word = word;
        }
    }

    /** What happens to the order while the first worker waits for the provider. */
    private static final Map<String, Consumer<Meeting>> HAPPENINGS = Map.of(
            "the lease ends", meeting -> meeting.shop().letLeasesEnd(),
            "another worker", meeting -> meeting.shop().settle(),
            "a webhook", Meeting::hints,
            "a cancellation", meeting -> meeting.buyer().cancels(meeting.orderId()));

    @AfterAll
    static void close() {
        STORES.values().forEach(InProcessStore::close);
    }

    @InBothStyles
    void cancelsTheOrdersWhoseHoldHasDied(Style style) {
        InProcessStore store = STORES.computeIfAbsent(style, StrandedMoneyIT::open);
        Scorecard.line(23, "holds die while orders are settled and cancelled, and a worker dies of it", style)
                .remark(ORDERS + " orders an attempt")
                .run(Profile.times(2, 50), random -> holdsDie(store, random));
    }

    @InBothStyles
    void movesTheMoneyOnceWhenTwoWorkersAreAtIt(Style style) {
        InProcessStore store = STORES.computeIfAbsent(style, StrandedMoneyIT::open);
        for (At at : At.values()) {
            Scorecard.line(27, "a second worker, a webhook, a cancellation while one " + at.word, style)
                    .run(Profile.times(2, 50), random -> twoMeet(store, at, random));
        }
    }

    private static InProcessStore open(Style style) {
        return InProcessStore.with(
                GatewayFaults.class,
                style,
                "stranded",
                "--store.payment.lost-at-once=10000",
                "--store.background.back-off.initial=1ms",
                "--store.background.back-off.max=1ms",
                "--logging.level.store.retro.order.settlement=error");
    }

    /** @return how many holds have died */
    private static long holdsDie(InProcessStore store, Seeded random) throws InterruptedException {
        Shop shop = store.shop();
        shop.clearShelf();
        Buyer buyer = shop.buyer();
        Console console = shop.console(100, ORDERS);
        List<Order> orders = IntStream.range(0, ORDERS)
                .mapToObj(i -> buyer.buys(console.times(1)))
                .map(order -> new Order(order.at("/id"), order.at("/paymentId")))
                .toList();
        List<Order> dying = orders.subList(0, 1 + random.below(ORDERS - 1));
        List<Order> unwanted = orders.subList(ORDERS - 1 - random.below(ORDERS - 1), ORDERS);
        store.sabotage().at(new Step(random.oneOf(STEPS), random.percent(50)));
        long pause = random.below(12);

        List<List<Order>> done = Concurrently.run(
                4,
                List.of(
                        () -> dying.stream()
                                .filter(order -> dies(store, order, pause))
                                .toList(),
                        () -> settles(shop),
                        () -> settles(shop),
                        () -> unwanted.stream()
                                .filter(order -> cancels(buyer, order))
                                .toList()));
        store.sabotage().at(NOWHERE);
        shop.letLeasesEnd();
        shop.settle();

        List<String> cancelled = new ArrayList<>();
        shop.orders(buyer).stream()
                .filter(order -> "cancelled".equals(order.getString("status")))
                .forEach(order -> cancelled.add(order.getString("paymentId")));
        assertThat(cancelled)
                .containsExactlyInAnyOrderElementsOf(orders.stream()
                        .filter(order ->
                                done.get(0).contains(order) || done.get(3).contains(order))
                        .map(Order::paymentId)
                        .toList());
        endsWell(shop, buyer);
        return done.get(0).size();
    }

    /** The provider ends the hold by itself, unless it has taken the money already. */
    private static boolean dies(InProcessStore store, Order order, long millisLater) {
        try {
            Thread.sleep(millisLater);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        MongoCollection<Document> provider =
                store.database().getDatabase(store.name()).getCollection("simulatedProvider");
        return provider.updateOne(
                                Filters.and(Filters.eq("_id", order.paymentId()), Filters.eq("status", "authorized")),
                                Updates.combine(Updates.set("status", "voided"), Updates.inc("voids", 1)))
                        .getModifiedCount()
                == 1;
    }

    private static List<Order> settles(Shop shop) {
        try {
            shop.settle();
        } catch (IllegalStateException onPurpose) {
            assertThat(onPurpose).hasMessageContaining("on purpose");
        }
        return List.of();
    }

    private static boolean cancels(Buyer buyer, Order order) {
        assertThat(buyer.cancels(order.id()).status()).isEqualTo(200);
        return true;
    }

    /** @return whether they have met */
    private static long twoMeet(InProcessStore store, At at, Seeded random) {
        Shop shop = store.shop();
        shop.clearShelf();
        Buyer buyer = shop.buyer();
        Meeting meeting = Meeting.of(store, buyer, shop.console(100, 10));
        if (at == At.REFUND) {
            shop.settle();
        }
        if (at != At.CAPTURE) {
            buyer.cancels(meeting.orderId());
        }
        List<String> happenings = new ArrayList<>(HAPPENINGS.keySet());
        random.shuffle(happenings);
        List<String> some = happenings.subList(0, 1 + random.below(happenings.size()));
        GatewayFaults gateway = store.bean(GatewayFaults.class);
        gateway.meanwhile(
                random.percent(50),
                () -> some.forEach(each -> HAPPENINGS.get(each).accept(meeting)));

        shop.settle();
        long hits = gateway.waits() ? 0 : 1;
        shop.letLeasesEnd();
        shop.settle();

        endsWell(shop, buyer);
        return hits;
    }

    private static void endsWell(Shop shop, Buyer buyer) {
        assertThat(shop.isDue()).isFalse();
        shop.invariant().holds();
        shop.invariant().settlesEachPaymentOnce(List.of(buyer.id()));
    }

    private record Order(String id, String paymentId) {}

    /** Of two workers, at the payment of an order. */
    private record Meeting(InProcessStore store, Buyer buyer, String orderId, String paymentId) {

        static Meeting of(InProcessStore store, Buyer buyer, Console console) {
            Answer order = buyer.buys(console.times(1));
            return new Meeting(store, buyer, order.at("/id"), order.at("/paymentId"));
        }

        Shop shop() {
            return store.shop();
        }

        void hints() {
            store.bean(PaidOrders.class).paymentMoved(buyer.id(), paymentId);
        }
    }
}
