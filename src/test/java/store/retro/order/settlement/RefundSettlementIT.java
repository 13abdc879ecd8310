package store.retro.order.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import store.retro.order.HistoryEntry;
import store.retro.order.HistoryEntry.Event;
import store.retro.order.Order;
import store.retro.order.Refund;
import store.retro.order.RefundStatus;
import store.retro.order.storage.Orders;
import store.retro.order.storage.SettlementWrites;
import store.retro.payment.GatewayFaults;
import store.retro.payment.GatewayFaults.Fault;

/** What becomes of the money of refunds that cannot be sent. */
@StoreTest
@Import(GatewayFaults.class)
@TestPropertySource(
        properties = {
            "spring.mongodb.database=refund-settlement",
            "store.background.stuck-after=1",
            "store.background.back-off.initial=100ms",
            "store.background.back-off.max=100ms"
        })
class RefundSettlementIT {

    @Autowired
    private Shop shop;

    @Autowired
    private GatewayFaults faults;

    @Autowired
    private Orders orders;

    @Autowired
    private SettlementWrites settlements;

    private String bought(Buyer buyer, Console console) {
        String order = buyer.buys(console.times(2)).at("/id");
        shop.settle();
        return order;
    }

    private String stuck(Buyer buyer, String order) {
        shop.staff().refunds(order, 30);
        // as the provider would say a day later
        shop.set(buyer, new Document("refunds.0.status", "failed").append("refunds.0.attempt", 1));
        shop.settle();
        return order;
    }

    @Test
    void sendsNothingThatHasFailedBeforeStaffAsksForIt() {
        Buyer buyer = shop.buyer();
        String order = stuck(buyer, bought(buyer, shop.console(100, 10)));

        shop.settle();

        assertThat(given(buyer)).isEmpty();
        assertThat(shop.staff().get("/staff/stuck").body()).contains(order).contains("has not reached the buyer");
        assertThat(shop.staff().retries("settlements", order).status()).isEqualTo(204);
        shop.settle();
        assertThat(given(buyer)).hasSize(1);
        assertThat(shop.isDue()).isFalse();
    }

    @Test
    void isNoLongerStuckOnceStaffHasSetItRightByHand() {
        Buyer buyer = shop.buyer();
        String order = stuck(buyer, bought(buyer, shop.console(100, 10)));
        Buyer clerk = shop.staff();

        assertThat(clerk.settles(order).status()).isEqualTo(204);
        assertThat(clerk.settles(order).status()).isEqualTo(204);

        assertThat(shop.isDue()).isFalse();
        assertThat(shop.staff().get("/staff/stuck").body()).doesNotContain(order);
        clerk.refunds(order, 50);
        shop.settle();
        assertThat(given(buyer)).extracting(each -> each.getLong("amount")).containsExactly(50L);
        Answer history = clerk.get("/staff/orders/" + order + "/history");
        assertThat(history.json().findValuesAsString("event"))
                .containsExactly("placed", "captured", "refunded", "settled", "refunded");
        assertThat(history.at("/3/detail/amount/amount")).isEqualTo("30");
        assertThat(history.at("/3/reason")).isEqualTo("by bank transfer");
        assertThat(buyer.get("/orders/" + order + "/history").body()).doesNotContain("settled");
    }

    @Test
    void takesNobodysWordForWhatHasNotFailed() {
        Buyer buyer = shop.buyer();
        String order = bought(buyer, shop.console(100, 10));
        shop.staff().refunds(order, 30);

        assertThat(shop.staff().settles(order).code()).isEqualTo("order-not-changeable");
        assertThat(shop.staff().settles("never-seen").code()).isEqualTo("not-found");

        shop.settle();
        assertThat(given(buyer)).hasSize(1);
    }

    @Test
    void takesNobodysWordForWhatWasSentMeanwhile() {
        Buyer buyer = shop.buyer();
        String id = stuck(buyer, bought(buyer, shop.console(100, 10)));
        Order asRead = orders.find(id).orElseThrow();
        shop.staff().retries("settlements", id);
        shop.settle();

        HistoryEntry entry = HistoryEntry.byStaff(Instant.now(), Event.SETTLED, "clerk");
        assertThat(settlements.setRight(asRead, entry)).isFalse();

        assertThat(given(buyer)).hasSize(1);
        assertThat(orders.find(id).orElseThrow().allRefunds())
                .extracting(Refund::status)
                .containsExactly(RefundStatus.SENT);
    }

    /** The provider may wake the work again. */
    @Test
    void sendsNothingOfWhatAVersionBeforeHasCancelledAndStaffHasSetRightByHand() {
        Buyer buyer = shop.buyer();
        String order = bought(buyer, shop.console(100, 10));
        Document stuck = new Document("at", Date.from(Instant.now().plusSeconds(60)))
                .append("attempts", 9)
                .append("failure", "the provider is down");
        shop.set(
                buyer,
                new Document("status", "cancelled")
                        .append("settlement.state", "refund_due")
                        .append("settlement.refundDue", stuck));

        assertThat(shop.staff().settles(order).status()).isEqualTo(204);
        shop.set(buyer, new Document("settlement.refundDue.at", new Date()));
        shop.settle();

        assertThat(given(buyer)).isEmpty();
        assertThat(shop.isDue()).isFalse();
        assertThat(orders.find(order).orElseThrow().allRefunds())
                .extracting(Refund::status, Refund::amount)
                .containsExactly(tuple(RefundStatus.SETTLED, 200L));
        assertThat(shop.orders(buyer).get(0).getList("history", Document.class))
                .last()
                .satisfies(entry -> assertThat(entry).containsEntry("amount", 200L));
    }

    @Test
    void sendsItOnceWhateverBecomesOfTheProvidersAnswers() {
        for (Fault fault : List.of(Fault.DONE_BUT_TIMED_OUT, Fault.DOWN, Fault.TWICE)) {
            Buyer buyer = shop.buyer();
            String order = bought(buyer, shop.console(100, 10));
            shop.staff().refunds(order, 30);
            faults.begin(fault, 42);
            for (int i = 0; i < 10; i++) {
                shop.letLeasesEnd();
                settleSoon();
            }
            assertThat(faults.end()).as("%s", fault).isPositive();
            settleSoon();

            assertThat(given(buyer)).as("%s", fault).hasSize(1);
            assertThat(shop.isDue()).isFalse();
        }
    }

    /** Those of versions before 2.0 note no refund, and have given nothing back themselves yet. */
    @Test
    void givesBackWhatAVersionBeforeHasCancelled() {
        Buyer buyer = shop.buyer();
        Console console = shop.console(100, 10);
        bought(buyer, console);
        shop.set(
                buyer,
                new Document("status", "cancelled")
                        .append("cancelledAt", new Date())
                        .append("settlement.due.at", new Date()));

        shop.settle();

        assertThat(given(buyer)).extracting(each -> each.getLong("amount")).containsExactly(200L);
        Document order = shop.orders(buyer).get(0);
        assertThat(order.getList("refunds", Document.class)).hasSize(1);
        assertThat(order.get("settlement", Document.class)).containsEntry("status", "refunded");
        assertThat(shop.isDue()).isFalse();
    }

    /** It ends the work of its own kind once all is captured, and knows nothing of refunds. */
    @Test
    void givesBackWhatAVersionBeforeHasCapturedTooMuchOf() {
        Buyer buyer = shop.buyer();
        Answer order = buyer.buys(shop.console(100, 10).times(2));
        shop.staff().refunds(order.at("/id"), 30);
        shop.change("simulatedProvider", order.at("/paymentId"), "status", "captured");
        shop.change("simulatedProvider", order.at("/paymentId"), "captures", 1);
        shop.remove("orders", new ObjectId(order.at("/id")), "settlement.due.at");

        shop.settle();

        assertThat(given(buyer)).extracting(each -> each.getLong("amount")).containsExactly(30L);
        assertThat(shop.isDue()).isFalse();
    }

    private void settleSoon() {
        try {
            Thread.sleep(110);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        shop.settle();
    }

    private List<Document> given(Buyer buyer) {
        Document provider = shop.atTheProvider(shop.orders(buyer).get(0).getString("paymentId"));
        return provider.getList("given", Document.class, List.of());
    }
}
