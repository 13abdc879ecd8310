package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;
import store.retro.payment.GatewayFaults;
import store.retro.payment.GatewayFaults.Fault;
import store.retro.payment.PurchasesUnderFaults;
import store.retro.payment.PurchasesUnderFaults.MoneyMoved;

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
                .run(Profile.times(2, 100), random -> purchases(store).run(PURCHASES, fault, random.seed())));
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

    private static PurchasesUnderFaults purchases(InProcessStore store) {
        MongoDatabase database = store.database().getDatabase(store.name());
        return new PurchasesUnderFaults(
                store.shop(),
                database,
                store.bean(GatewayFaults.class),
                "pm_card_visa",
                "pm_card_chargeDeclined",
                userId -> database.getCollection("simulatedProvider")
                        .find(Filters.eq("userId", userId))
                        .map(intent -> new MoneyMoved(
                                intent.getString("_id"),
                                intent.getInteger("captures", 0),
                                intent.getInteger("voids", 0),
                                intent.getInteger("refunds", 0)))
                        .into(new ArrayList<>()));
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
