package store.retro.order.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Receiver;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** What a receiver of order events is told, and what happens when it does not listen. */
@StoreTest
@TestPropertySource(
        properties = {
            "store.events.dead-after=3",
            "store.background.back-off.initial=1ms",
            "store.background.back-off.max=1ms"
        })
class OrderEventsIT {

    private static final byte[] KEY = "thirty-two bytes for the tests..".getBytes(StandardCharsets.US_ASCII);
    private static final Receiver RECEIVER = new Receiver();

    @Autowired
    private Shop shop;

    @DynamicPropertySource
    static void receiver(DynamicPropertyRegistry registry) {
        registry.add("store.events.webhook.url", RECEIVER::url);
        registry.add(
                "store.events.webhook.secret",
                () -> "whsec_" + Base64.getEncoder().encodeToString(KEY));
    }

    @AfterEach
    void whatArrivesIsAsItsSchemaSays() {
        assertThat(RECEIVER.deliveries())
                .isNotEmpty()
                .allSatisfy(delivery -> EventSchemas.assertMatches(delivery.event()));
    }

    @AfterEach
    void listen() {
        RECEIVER.refuses(0);
        RECEIVER.listensThrough(body -> Receiver.CLEAR);
    }

    @AfterAll
    static void close() {
        RECEIVER.close();
    }

    @Test
    void tellsWhatHasHappenedInOrder() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String shipped = buyer.buys(console.times(1)).at("/id");
        String cancelled = buyer.buys(console.times(1)).at("/id");
        shop.settle();
        shop.staff().ships(shipped);
        buyer.cancels(cancelled);
        buyer.cancels(cancelled);
        shop.settle();
        shop.settle();

        assertThat(RECEIVER.of(shipped))
                .extracting(Receiver.Delivery::type)
                .containsExactly("order.placed", "order.captured", "order.shipped");
        assertThat(RECEIVER.of(cancelled))
                .extracting(Receiver.Delivery::id)
                .containsExactly(
                        "evt_" + cancelled + "_placed",
                        "evt_" + cancelled + "_captured",
                        "evt_" + cancelled + "_cancelled");
    }

    @Test
    void tellsOfEachRefundByItsOwnName() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = buyer.buys(console.times(3)).at("/id");
        shop.settle();
        shop.staff().refunds(order, 30);
        shop.staff().refunds(order, console.times(1));
        shop.staff().refunds(order, console.times(2));

        settleUntilQuiet();

        assertThat(RECEIVER.of(order))
                .extracting(Receiver.Delivery::type)
                .containsExactly(
                        "order.placed",
                        "order.captured",
                        "order.refunded",
                        "order.refunded",
                        "order.refunded",
                        "order.cancelled");
        assertThat(RECEIVER.of(order)).extracting(Receiver.Delivery::id).doesNotHaveDuplicates();
        assertThat(RECEIVER.of(order))
                .extracting(delivery ->
                        delivery.event().at("/data/refundedAmount/amount").asInt())
                .containsExactly(0, 0, 30, 130, 300, 300);
    }

    /** They stand in two lists, of which that of the status has its turn first. */
    @Test
    void tellsOfTheCaptureInItsPlaceWhateverIsInVain() {
        RECEIVER.refuses(1);
        String order = placed();
        shop.settle();
        assertThat(shop.staff().ships(order).status()).isEqualTo(200);

        settleUntilQuiet();

        assertThat(RECEIVER.of(order))
                .extracting(Receiver.Delivery::type)
                .containsExactly("order.placed", "order.placed", "order.captured", "order.shipped");
    }

    @Test
    void tellsNoAddressOnceTheBuyerIsErased() {
        RECEIVER.refuses(1);
        Buyer buyer = shop.buyer();
        String order = buyer.buys(shop.console(100, 10).times(1)).at("/id");
        buyer.cancels(order);
        shop.tryOnce();
        assertThat(buyer.erases().status()).isEqualTo(204);
        shop.does("erasures");

        settleUntilQuiet();

        assertThat(RECEIVER.of(order))
                .filteredOn(Receiver.Delivery::acknowledged)
                .allSatisfy(told -> assertThat(
                                told.event().at("/data/shippingAddress").isNull())
                        .isTrue())
                .extracting(Receiver.Delivery::type)
                .containsExactly("order.placed", "order.cancelled");
    }

    @Test
    void tellsOfTheParcelOnceItIsSent() {
        RECEIVER.refuses(1);
        String order = placed();
        shop.settle();
        shop.staff().ships(order, "{\"carrier\": \"Post\", \"trackingUrl\": \"https://post.example/\"}");

        settleUntilQuiet();

        assertThat(RECEIVER.of(order))
                .extracting(delivery ->
                        delivery.event().at("/data/shipment/carrier").asString(""))
                .containsExactly("", "", "", "Post");
    }

    @Test
    void tellsOfACaptureAsTheOrderWasThen() {
        Buyer buyer = shop.buyer();
        String order = buyer.buys(shop.console(100, 10).times(1)).at("/id");
        String placed = buyer.get("/orders/" + order).body();
        RECEIVER.refuses(1);
        shop.settle();
        buyer.cancels(order);

        settleUntilQuiet();

        Receiver.Delivery captured = RECEIVER.of(order).get(2);
        assertThat(captured.type()).isEqualTo("order.captured");
        assertThat(captured.event().at("/data").toString()).isEqualTo(placed);
    }

    /** Nobody has heard of the order when it is captured. */
    @Test
    void triesAllAgainForACaptureThatFollowsADeadEvent() {
        Answer order = shop.buyer().buys(shop.console(100, 10).times(1));
        shop.change("orders", new ObjectId(order.at("/id")), "settlement.due.at", in(60));
        RECEIVER.refuses(3);
        settleUntilQuiet();
        assertThat(RECEIVER.of(order.at("/id"))).hasSize(3).noneMatch(Receiver.Delivery::acknowledged);
        shop.change("orders", new ObjectId(order.at("/id")), "settlement.due.at", in(-1));

        settleUntilQuiet();

        assertThat(RECEIVER.of(order.at("/id")))
                .filteredOn(Receiver.Delivery::acknowledged)
                .extracting(Receiver.Delivery::type)
                .containsExactly("order.placed", "order.captured");
    }

    @Test
    void tellsOfAnOrderAsItWasThen() {
        Buyer buyer = shop.buyer();
        String order = buyer.buys(shop.console(100, 10).times(1)).at("/id");
        String placed = buyer.get("/orders/" + order).body();
        String cancelled = buyer.cancels(order).body();

        shop.settle();

        List<Receiver.Delivery> deliveries = RECEIVER.of(order);
        assertThat(deliveries).hasSize(2);
        assertThat(deliveries.get(0).event().at("/data").toString()).isEqualTo(placed);
        assertThat(deliveries.get(1).event().at("/data").toString()).isEqualTo(cancelled);
        assertThat(deliveries.get(1).event().at("/timestamp").asString())
                .isEqualTo(deliveries.get(1).event().at("/data/cancelledAt").asString());
    }

    @Test
    void signsEachDelivery() throws Exception {
        String order = shop.buyer().buys(shop.console(100, 10).times(1)).at("/id");
        shop.settle();
        Receiver.Delivery delivery = RECEIVER.of(order).get(0);

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        String signed = delivery.id() + "." + delivery.timestamp() + "." + delivery.body();
        byte[] expected = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        assertThat(delivery.signature()).isEqualTo("v1," + Base64.getEncoder().encodeToString(expected));
    }

    @Test
    void deliversAgainUnderTheSameIdUntilItIsAcknowledged() {
        String order = shop.buyer().buys(shop.console(100, 10).times(1)).at("/id");
        shop.settle();
        RECEIVER.of(order);
        Buyer buyer = shop.buyer();
        String another = buyer.buys(shop.console(100, 10).times(1)).at("/id");
        buyer.cancels(another);
        RECEIVER.refuses(2);

        settleUntilQuiet();

        assertThat(RECEIVER.of(another))
                .extracting(Receiver.Delivery::type)
                .containsExactly("order.placed", "order.placed", "order.placed", "order.cancelled");
        assertThat(RECEIVER.of(another).subList(0, 3))
                .extracting(Receiver.Delivery::id)
                .containsOnly("evt_" + another + "_placed");
    }

    @Test
    void leavesToStaffWhatIsNotAcknowledged() {
        String order = shop.buyer().buys(shop.console(100, 10).times(1)).at("/id");
        RECEIVER.refuses(1000);
        settleUntilQuiet();
        assertThat(RECEIVER.of(order)).hasSize(3);
        Buyer staff = shop.staff();
        assertThat(staff.get("/staff/stuck").json().at("/events").toString())
                .contains(order, "the receiver answered 500", "\"attempts\":3");

        RECEIVER.refuses(0);
        assertThat(staff.retries("events", order).status()).isEqualTo(204);
        settleUntilQuiet();

        assertThat(staff.retries("events", order).code()).isEqualTo("not-found");
        assertThat(RECEIVER.of(order)).hasSize(5);
        assertThat(RECEIVER.of(order).get(4).acknowledged()).isTrue();
    }

    @Test
    void triesAnEventThatFollowsADeadOneAsOftenAsAnyOther() {
        Buyer buyer = shop.buyer();
        String order = buyer.buys(shop.console(100, 10).times(1)).at("/id");
        RECEIVER.refuses(1000);
        settleUntilQuiet();
        assertThat(RECEIVER.of(order)).hasSize(3);
        buyer.cancels(order);
        RECEIVER.refuses(2);

        settleUntilQuiet();

        assertThat(RECEIVER.of(order))
                .extracting(Receiver.Delivery::type)
                .endsWith("order.placed", "order.placed", "order.placed", "order.captured", "order.cancelled");
    }

    /** It is cancelled while the last attempt of what came before is under way. */
    @Test
    void triesAnEventThatMeetsTheLastAttemptOfTheOneBefore() {
        Buyer buyer = shop.buyer();
        String order = buyer.buys(shop.console(100, 10).times(1)).at("/id");
        shop.change("orders", new ObjectId(order), "outbox.due.attempts", 2);
        RECEIVER.refuses(1);
        RECEIVER.listensThrough(body -> {
            if (body.contains("order.placed")) {
                buyer.cancels(order);
            }
            return Receiver.CLEAR;
        });

        settleUntilQuiet();

        assertThat(RECEIVER.of(order))
                .extracting(Receiver.Delivery::type)
                .containsExactly("order.placed", "order.placed", "order.captured", "order.cancelled");
    }

    @Test
    void tellsEachEventOnceWithManyWorkersAndAListeningReceiver() throws InterruptedException {
        Console console = shop.console(100, 100);
        Buyer buyer = shop.buyer();
        List<String> orders = IntStream.range(0, 20)
                .mapToObj(i -> buyer.buys(console.times(1)).at("/id"))
                .toList();
        orders.forEach(buyer::cancels);

        shop.settleAtOnce(8);
        settleUntilQuiet();

        assertThat(orders)
                .allSatisfy(order -> assertThat(RECEIVER.of(order))
                        .extracting(Receiver.Delivery::type)
                        .containsExactly("order.placed", "order.cancelled"));
    }

    @Test
    void tellsNothingOfAnOrderThatWasRefused() {
        Console console = shop.console(100, 1);
        Buyer buyer = shop.buyer();
        String payment = buyer.pays(console.times(1));
        buyer.buys(console.times(1));

        assertThat(buyer.places(Purchase.of(payment, console.times(1))).code()).isEqualTo("out-of-stock");
        shop.settle();

        assertThat(shop.orders(buyer)).hasSize(1);
        assertThat(RECEIVER.of(shop.orders(buyer).get(0).getObjectId("_id").toHexString()))
                .extracting(Receiver.Delivery::type)
                .containsExactly("order.placed", "order.captured");
    }

    /** No server pushes to what is null. */
    @Test
    void tellsOfAnOrderWhoseOutboxIsNull() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = buyer.buys(console.times(1)).at("/id");
        shop.settle();
        shop.change("orders", new ObjectId(order), "outbox", null);

        assertThat(buyer.cancels(order).status()).isEqualTo(200);
        shop.settle();

        assertThat(RECEIVER.of(order))
                .extracting(Receiver.Delivery::type)
                .containsExactly("order.placed", "order.captured", "order.cancelled");
    }

    @Test
    void keepsForStaffAnEventOfWhichTheOrderSaysNothing() {
        Buyer buyer = shop.buyer();
        String order = buyer.buys(shop.console(100, 10).times(1)).at("/id");
        shop.change("orders", new ObjectId(order), "outbox.pending", List.of("shipped"));

        settleUntilQuiet();

        assertThat(shop.staff().get("/staff/stuck").json().at("/events").toString())
                .contains(order, "does not say when");
    }

    private String placed() {
        return shop.buyer().buys(shop.console(100, 10).times(1)).at("/id");
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    /** A postponed delivery is due again within a millisecond. */
    private void settleUntilQuiet() {
        for (int i = 0; i < 5; i++) {
            shop.settle();
        }
    }
}
