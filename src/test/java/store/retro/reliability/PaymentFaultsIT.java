package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.payment.GatewayFaults;
import store.retro.payment.GatewayFaults.Fault;

/**
 * Row 13: the payment provider fails in each of its ways, while buyers buy, leave and cancel, and workers settle: the
 * money is taken once for an order, given back once for none, and no order is unpaid.
 */
@ExtendWith(ScorecardWriter.class)
class PaymentFaultsIT {

    private static final Map<Fault, String> WAYS = Map.of(
            Fault.SLOW, "the provider is slow",
            Fault.DOWN, "the provider is down",
            Fault.DONE_BUT_TIMED_OUT, "the provider's answer is lost",
            Fault.TWICE, "the provider is asked twice",
            Fault.DECLINED, "the provider declines");

    private static final int PURCHASES = 8;
    private static final int WORKERS = 8;

    private static final Map<Style, InProcessStore> STORES = new ConcurrentHashMap<>();

    @AfterAll
    static void close() {
        STORES.values().forEach(InProcessStore::close);
    }

    @InBothStyles
    void movesMoneyOnceAndOnlyForOrders(Style style) {
        InProcessStore store = STORES.computeIfAbsent(style, PaymentFaultsIT::open);
        WAYS.forEach((fault, what) -> Scorecard.line(13, what, style)
                .remark(PURCHASES + " purchases an attempt")
                .run(Profile.times(2, 100), random -> buyersShop(store, fault, random)));
    }

    /** Workers know nothing of each other but what the database says, in one process as in several. */
    @InBothStyles
    void asksTheProviderOnceForEachThingWithManyWorkers(Style style) {
        InProcessStore store = STORES.computeIfAbsent(style, PaymentFaultsIT::open);
        Scorecard.line(13, WORKERS + " workers settle at once; hits are payments", style)
                .run(Profile.times(1, 20), random -> manySettle(store));
    }

    private static InProcessStore open(Style style) {
        return InProcessStore.with(
                GatewayFaults.class,
                style,
                "payments",
                "--store.request.budget=20s",
                "--store.background.back-off.initial=1ms",
                "--store.background.back-off.max=1ms",
                "--logging.level.store.retro.web=error");
    }

    private static long buyersShop(InProcessStore store, Fault fault, Seeded random) throws InterruptedException {
        Shop shop = store.shop();
        Console console = shop.console(100, 2 * PURCHASES);
        List<Buyer> buyers = Stream.generate(shop::buyer).limit(4).toList();
        GatewayFaults faults = store.bean(GatewayFaults.class);
        faults.begin(fault, random.seed());

        Concurrently.run(2 * PURCHASES, 6, number -> {
            if (number % 2 == 1) {
                shop.settle();
                return true;
            }
            return buys(buyers.get(number / 2 % buyers.size()), console, "key-" + number, random.fork(number));
        });

        int hits = faults.end();
        letTimePass(store, buyers);
        shop.settle();
        for (Buyer buyer : buyers) {
            assertMoneyIsWhereItBelongs(store, buyer);
            shop.invariant().leavesNoPaymentBehind(buyer.id());
            shop.invariant().holdsFor(buyer.id());
        }
        assertThat(shop.quantity(console))
                .isEqualTo(2 * PURCHASES
                        - (int) buyers.stream()
                                .flatMap(buyer -> shop.orders(buyer).stream())
                                .filter(order -> "placed".equals(order.getString("status")))
                                .count());
        return hits;
    }

    /** A payment, mostly an order, sometimes its cancellation. */
    private static boolean buys(Buyer buyer, Console console, String key, Seeded random) {
        String method = random.below(6) == 0 ? "pm_card_chargeDeclined" : "pm_card_visa";
        Answer paid = insists(() -> buyer.paysWithKey(key, method, console.times(1)));
        if (paid.status() != 201) {
            Purchase unpaid =
                    Purchase.of(paid.at("/paymentId"), console.times(1)).withKey(key);
            assertThat(insists(() -> buyer.places(unpaid)).code()).isEqualTo("payment-not-authorized");
            return false;
        }
        if (random.below(4) == 0) {
            return false;
        }
        Purchase purchase = Purchase.of(paid.at("/id"), console.times(1)).withKey(key);
        Answer placed = insists(() -> buyer.places(purchase));
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        if (random.below(3) == 0) {
            assertThat(insists(() -> buyer.cancels(placed.at("/id"))).status()).isEqualTo(200);
        }
        return true;
    }

    private static Answer insists(Supplier<Answer> request) {
        Answer answer = request.get();
        for (int i = 0; i < 100 && answer.status() == 503; i++) {
            answer = request.get();
        }
        return answer;
    }

    /** What is due some day is due now. */
    private static void letTimePass(InProcessStore store, List<Buyer> buyers) {
        List<String> ids = buyers.stream().map(Buyer::id).toList();
        makeDue(store, "payments", "release.at", ids);
        makeDue(store, "orders", "settlement.due.at", ids);
    }

    private static void makeDue(InProcessStore store, String collection, String field, List<String> ids) {
        Date now = Date.from(Instant.now().minusSeconds(1));
        database(store)
                .getCollection(collection)
                .updateMany(Filters.and(Filters.in("userId", ids), Filters.exists(field)), Updates.set(field, now));
    }

    private static void assertMoneyIsWhereItBelongs(InProcessStore store, Buyer buyer) {
        List<Document> orders = find(store, buyer, "orders");
        for (Document intent : find(store, buyer, "simulatedProvider")) {
            String order = orders.stream()
                    .filter(each -> intent.getString("_id").equals(each.getString("paymentId")))
                    .map(each -> each.getString("status"))
                    .findFirst()
                    .orElse("void");
            int captures = intent.getInteger("captures", 0);
            int refunds = intent.getInteger("refunds", 0);
            int voids = intent.getInteger("voids", 0);
            if (order.equals("placed")) {
                assertThat(List.of(captures, refunds, voids)).as("%s", intent).containsExactly(1, 0, 0);
            } else if (order.equals("cancelled")) {
                assertThat(captures).as("%s", intent).isEqualTo(refunds);
                assertThat(captures + voids).as("%s", intent).isEqualTo(1);
            } else {
                assertThat(List.of(captures, refunds, voids)).as("%s", intent).containsExactly(0, 0, 1);
            }
        }
        assertThat(find(store, buyer, "payments"))
                .allSatisfy(payment -> assertThat(payment.getString("status")).isIn("captured", "voided", "refunded"));
    }

    private static List<Document> find(InProcessStore store, Buyer buyer, String collection) {
        return database(store)
                .getCollection(collection)
                .find(Filters.eq("userId", buyer.id()))
                .into(new ArrayList<>());
    }

    private static MongoDatabase database(InProcessStore store) {
        return store.database().getDatabase(store.name());
    }

    private static long manySettle(InProcessStore store) throws InterruptedException {
        Shop shop = store.shop();
        GatewayFaults calls = store.bean(GatewayFaults.class);
        Console console = shop.console(100, 100);
        Buyer buyer = shop.buyer();
        List<Answer> orders = IntStream.range(0, 30)
                .mapToObj(i -> buyer.buys(console.times(1)))
                .toList();
        shop.settleAtOnce(WORKERS);
        orders.subList(0, 15).forEach(order -> buyer.cancels(order.at("/id")));
        shop.settleAtOnce(WORKERS);

        assertThat(orders).allMatch(order -> calls.calls("capture", order.at("/paymentId")) == 1);
        assertThat(orders.subList(0, 15)).allMatch(order -> calls.calls("refund", order.at("/paymentId")) == 1);
        assertThat(orders.subList(15, 30)).allMatch(order -> calls.calls("refund", order.at("/paymentId")) == 0);
        assertThat(orders).allMatch(order -> calls.calls("cancel", order.at("/paymentId")) == 0);
        return orders.size();
    }
}
