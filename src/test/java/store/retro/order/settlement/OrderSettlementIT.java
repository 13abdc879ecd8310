package store.retro.order.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** What becomes of payments once the worker has run. */
@StoreTest
class OrderSettlementIT {

    @Autowired
    private Shop shop;

    @Autowired
    private OrderSettlement settlement;

    @Test
    void capturesThePaymentOfAPlacedOrder() {
        Buyer buyer = shop.buyer();
        String payment = buyer.buys(shop.console(100, 10).times(1)).at("/paymentId");

        shop.settle();

        assertThat(buyer.get("/payments/" + payment).at("/status")).isEqualTo("captured");
        assertThat(shop.atTheProvider(payment)).containsEntry("captures", 1);
        assertNothingIsDue(buyer);
    }

    @Test
    void voidsThePaymentOfAnOrderCancelledBeforeItWasCaptured() {
        Buyer buyer = shop.buyer();
        String payment = buyer.buys(shop.console(100, 10).times(1)).at("/paymentId");
        buyer.cancels(buyer.get("/orders").at("/orders/0/id"));

        shop.settle();

        assertThat(buyer.get("/payments/" + payment).at("/status")).isEqualTo("voided");
        assertThat(shop.atTheProvider(payment)).containsEntry("voids", 1).doesNotContainKey("captures");
        assertNothingIsDue(buyer);
    }

    @Test
    void refundsThePaymentOfAnOrderCancelledAfterItWasCaptured() {
        Buyer buyer = shop.buyer();
        String payment = buyer.buys(shop.console(100, 10).times(1)).at("/paymentId");
        shop.settle();
        buyer.cancels(buyer.get("/orders").at("/orders/0/id"));

        shop.settle();

        assertThat(buyer.get("/payments/" + payment).at("/status")).isEqualTo("refunded");
        assertThat(shop.atTheProvider(payment)).containsEntry("captures", 1).containsEntry("refunds", 1);
        assertNothingIsDue(buyer);
    }

    @Test
    void capturesEachPaymentOnceWithManyWorkersAtOnce() throws InterruptedException {
        Console console = shop.console(100, 100);
        Buyer buyer = shop.buyer();
        List<String> payments = IntStream.range(0, 40)
                .mapToObj(i -> buyer.buys(console.times(1)).at("/paymentId"))
                .toList();

        shop.settleAtOnce(8);

        assertThat(payments)
                .allMatch(payment -> shop.atTheProvider(payment).get("captures").equals(1));
        assertNothingIsDue(buyer);
    }

    @Test
    void takesOverFromAWorkerThatDied() {
        Buyer buyer = shop.buyer();
        String payment = buyer.buys(shop.console(100, 10).times(1)).at("/paymentId");
        shop.set(buyer, new Document("settlement.due.claim", "of one that died").append("settlement.due.at", in(60)));
        shop.settle();
        assertThat(shop.atTheProvider(payment)).doesNotContainKey("captures");

        shop.set(buyer, new Document("settlement.due.at", in(-1)));
        shop.settle();

        assertThat(shop.atTheProvider(payment)).containsEntry("captures", 1);
        assertNothingIsDue(buyer);
    }

    @Test
    void doesNotRefundTwiceWhenItsNoteWasLost() {
        Buyer buyer = shop.buyer();
        String payment = buyer.buys(shop.console(100, 10).times(1)).at("/paymentId");
        shop.settle();
        buyer.cancels(buyer.get("/orders").at("/orders/0/id"));
        shop.settle();
        shop.set(buyer, new Document("settlement.status", "captured").append("settlement.due.at", in(-1)));

        shop.settle();

        assertThat(shop.atTheProvider(payment)).containsEntry("refunds", 1);
        assertThat(shop.orders(buyer).get(0).getEmbedded(List.of("settlement", "status"), String.class))
                .isEqualTo("refunded");
    }

    @Test
    void showsOperatorsWhatCannotBeSettled() {
        Buyer buyer = shop.buyer();
        Answer placed = buyer.buys(shop.console(100, 10).times(1));
        String order = placed.at("/id");
        String payment = placed.at("/paymentId");
        shop.change("simulatedProvider", payment, "status", "declined");
        shop.set(buyer, new Document("settlement.due.attempts", 9));

        shop.settle();

        assertThat(settlement.waiting().stuck(100))
                .filteredOn(stuck -> stuck.id().equals(order))
                .singleElement()
                .satisfies(stuck -> assertThat(stuck.failure()).contains("declined"));
        assertThat(settlement.waiting().countStuck()).isPositive();
        shop.change("simulatedProvider", payment, "status", "authorized");
        shop.set(buyer, new Document("settlement.due.at", in(-1)));
        shop.settle();
        assertNothingIsDue(buyer);
    }

    @Test
    void givesBackAPaymentThatNoOrderHasUsed() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String unused = buyer.pays(console.times(1));
        String waiting =
                buyer.pays("pm_card_authenticationRequired", console.times(1)).at("/id");
        shop.settle();
        assertThat(buyer.get("/payments/" + unused).at("/status")).isEqualTo("authorized");

        letTimePass(unused, waiting);
        shop.settle();

        assertThat(buyer.get("/payments/" + unused).at("/status")).isEqualTo("voided");
        assertThat(buyer.get("/payments/" + waiting).at("/status")).isEqualTo("voided");
        assertThat(shop.atTheProvider(unused)).containsEntry("voids", 1);
        assertThat(buyer.places(Purchase.of(unused, console.times(1))).at("/reason"))
                .isEqualTo("voided");
        assertThat(buyer.get("/orders").json().at("/orders")).isEmpty();
        shop.invariant().holds();
    }

    @Test
    void givesUpAPaymentOfWhichTheProviderWasNeverTold() {
        Buyer buyer = shop.buyer();
        String payment = buyer.pays(shop.console(100, 10).times(1));
        shop.change("payments", payment, "status", "started");
        shop.remove("payments", payment, "providerId");
        for (int i = 0; i < 2; i++) {
            letTimePass(payment);
            shop.settle();
        }

        assertThat(shop.document("payments", payment)).containsEntry("status", "voided");
        assertThat(shop.document("payments", payment).get("release", Document.class))
                .doesNotContainKey("at");
    }

    @Test
    void givesNothingBackThatAnOrderHasUsed() {
        Buyer buyer = shop.buyer();
        String payment = buyer.buys(shop.console(100, 10).times(1)).at("/paymentId");
        letTimePass(payment);
        shop.set(buyer, new Document("settlement.due.at", in(60)));

        shop.settle();

        assertThat(shop.atTheProvider(payment)).containsEntry("status", "authorized");
        assertThat(shop.document("payments", payment).get("release", Document.class))
                .doesNotContainKey("at");
    }

    @Test
    void eitherGivesBackOrPlacesWhenBothHappenAtOnce() throws InterruptedException {
        Console console = shop.console(100, 100);
        Buyer buyer = shop.buyer();
        for (int i = 0; i < 20; i++) {
            String payment = buyer.pays(console.times(1));
            letTimePass(payment);

            Concurrently.run(
                    2,
                    List.<Callable<Integer>>of(
                            () -> buyer.places(Purchase.of(payment, console.times(1)))
                                    .status(),
                            () -> {
                                shop.settle();
                                return 0;
                            }));

            shop.settle();
            boolean ordered = shop.orders(buyer).stream()
                    .anyMatch(order -> payment.equals(order.get("paymentId")) && "placed".equals(order.get("status")));
            assertThat(shop.atTheProvider(payment)).containsEntry("status", ordered ? "captured" : "voided");
        }
        shop.invariant().holds();
    }

    private void assertNothingIsDue(Buyer buyer) {
        assertThat(shop.orders(buyer))
                .allSatisfy(order -> assertThat(order.getEmbedded(List.of("settlement", "due"), Document.class))
                        .doesNotContainKeys("at", "claim", "failure"));
    }

    private void letTimePass(String... payments) {
        for (String payment : payments) {
            shop.change("payments", payment, "release.at", in(-1));
        }
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plus(Duration.ofSeconds(seconds)));
    }
}
