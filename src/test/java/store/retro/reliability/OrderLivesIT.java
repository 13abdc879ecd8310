package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;
import store.retro.payment.GatewayFaults;
import store.retro.payment.GatewayFaults.Fault;
import store.retro.reliability.FaultInjector.Step;

/**
 * Row 32: refunds meet each other, cancels, captures and shipments, while answers of the provider are lost and workers
 * die. Whatever becomes of the orders, stock, spending and money are right in the end, and each was moved once.
 */
@ExtendWith(ScorecardWriter.class)
class OrderLivesIT {

    private static final int ORDERS = 3;
    private static final Step NOWHERE = new Step("nothing", false);

    private static final List<Fault> FAULTS = List.of(Fault.SLOW, Fault.DOWN, Fault.DONE_BUT_TIMED_OUT, Fault.TWICE);

    /** Where a request may fail, or a worker die. */
    private static final List<String> STEPS = List.of(
            "OrderTransactions.refund",
            "OrderReductions.refund",
            "PaymentSettlement.capture",
            "PaymentSettlement.letGo",
            "PaymentSettlement.refunds",
            "PaymentSettlement.refund",
            "PaymentSettlement.allGivenBack");

    private static final Map<Style, InProcessStore> STORES = new ConcurrentHashMap<>();

    @AfterAll
    static void close() {
        STORES.values().forEach(InProcessStore::close);
    }

    @InBothStyles
    void endWithTheRightMoneyOnBothSides(Style style) {
        InProcessStore store = STORES.computeIfAbsent(style, OrderLivesIT::open);
        Scorecard.line(32, "refunds, cancels, captures, shipments, disputes and workers that die meet", style)
                .remark(ORDERS + " orders an attempt")
                .run(Profile.times(4, 50), random -> live(store, random));
    }

    private static InProcessStore open(Style style) {
        return InProcessStore.with(
                GatewayFaults.class,
                style,
                "lives",
                "--store.background.back-off.initial=100ms",
                "--store.background.back-off.max=100ms",
                "--logging.level.store.retro.order.settlement=error",
                "--logging.level.store.retro.platform=off");
    }

    /** @return how many calls of the provider have met a fault, or steps have failed */
    private static long live(InProcessStore store, Seeded random) throws InterruptedException {
        Shop shop = store.shop();
        shop.clearShelf();
        Buyer buyer = shop.buyer();
        Console console = shop.console(100, 100);
        List<Bought> orders = IntStream.range(0, ORDERS)
                .mapToObj(i -> buyer.buys(console.times(1 + random.below(4))))
                .map(order -> new Bought(order.at("/id"), order.at("/paymentId")))
                .toList();
        boolean alone = random.percent(50);
        if (random.percent(50)) {
            shop.settle();
        }
        GatewayFaults gateway = store.bean(GatewayFaults.class);
        gateway.begin(random.oneOf(FAULTS), random.below(1_000_000));
        store.sabotage().at(new Step(random.oneOf(STEPS), random.percent(50)));

        Concurrently.run(
                6,
                List.<Callable<Boolean>>of(
                        () -> works(shop),
                        () -> works(shop),
                        () -> happens(shop, buyer, console, orders, random.fork(1)),
                        () -> happens(shop, buyer, console, orders, random.fork(2)),
                        () -> happens(shop, buyer, console, orders, random.fork(3)),
                        () -> alone || happensThere(shop, orders, random.fork(4))));
        long hits = gateway.end() + store.sabotage().hits();
        store.sabotage().at(NOWHERE);

        orders.stream()
                .map(Bought::paymentId)
                .filter(payment -> shop.atTheProvider(payment).containsKey("dispute"))
                .forEach(payment -> shop.dashboard().ends(payment, random.oneOf(List.of("won", "lost"))));
        Awaitility.await().untilAsserted(() -> {
            look(shop, orders);
            assertThat(shop.isDue()).isFalse();
        });
        shop.invariant().holds();
        shop.invariant().leavesNoPaymentBehind(buyer.id());
        if (alone) {
            shop.invariant().settlesEachPaymentOnce(List.of(buyer.id()));
        }
        return hits;
    }

    /** An order, and what it was paid with. */
    private record Bought(String id, String paymentId) {}

    /** What the hours and staff make up for: no webhook has come. */
    private static void look(Shop shop, List<Bought> orders) {
        shop.letLeasesEnd();
        shop.letBackOffsEnd();
        shop.letTheHourPass();
        shop.settle();
        orders.forEach(order -> shop.staff().retries("settlements", order.id()));
        shop.settle();
    }

    /** What the provider, its dashboard and the buyer's bank do by themselves. */
    private static boolean happensThere(Shop shop, List<Bought> orders, Seeded random) {
        for (int i = 0; i < 4; i++) {
            String payment = random.oneOf(orders).paymentId();
            switch (random.below(4)) {
                // what nobody may give back any more, staff has to set right by hand
                case 0 -> shop.dashboard().disputes(payment, 40, true);
                case 1 ->
                    shop.atTheProvider(payment).getList("given", Document.class, List.of()).stream()
                            .limit(1)
                            .forEach(given -> shop.dashboard().fails(payment, given.getString("refund")));
                default -> shop.dashboard().refunds(payment, 1 + random.below(60));
            }
            Customer.pause(random.below(20));
        }
        return true;
    }

    private static boolean works(Shop shop) {
        for (int i = 0; i < 4; i++) {
            try {
                shop.settle();
                Customer.pause(20);
            } catch (IllegalStateException onPurpose) {
                assertThat(onPurpose).hasMessageContaining("on purpose");
            }
            shop.letLeasesEnd();
        }
        return true;
    }

    private static boolean happens(Shop shop, Buyer buyer, Console console, List<Bought> orders, Seeded random) {
        Buyer staff = shop.staff();
        for (int i = 0; i < 5; i++) {
            String order = random.oneOf(orders).id();
            Answer answer = switch (random.below(8)) {
                case 0 -> buyer.cancels(order);
                case 1 -> staff.cancelsAsStaff(order);
                case 2, 3 -> staff.ships(order);
                case 4, 5 -> staff.refunds(order, 1 + random.below(150));
                default -> again(staff, order, Buyer.refundBody(random.percent(50), console.times(1)), random);
            };
            assertThat(answer.status()).as("%s", answer).isIn(200, 201, 409, 500, 503);
            Customer.pause(random.below(10));
        }
        return true;
    }

    /** As a client does that has not heard the answer. */
    private static Answer again(Buyer staff, String order, String body, Seeded random) {
        String key = "key-" + random.below(1_000_000);
        staff.refunds(order, key, body);
        return staff.refunds(order, key, body);
    }
}
