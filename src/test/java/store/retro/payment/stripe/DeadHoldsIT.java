package store.retro.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** Orders whose payment Stripe holds no more, or not for long, or does not know. */
@StoreTest
@TestPropertySource(
        properties = {
            "spring.mongodb.database=dead-holds",
            "store.payment.stripe.rest-after-failures=1ms",
            "store.payment.lost-at-once=3"
        })
class DeadHoldsIT {

    private static final FakeStripe STRIPE = new FakeStripe();

    @Autowired
    private Shop shop;

    @DynamicPropertySource
    static void register(DynamicPropertyRegistry registry) {
        STRIPE.register(registry);
    }

    @AfterEach
    void heal() {
        STRIPE.heals();
        shop.clear("orders", "lostPayments");
    }

    @AfterAll
    static void close() {
        STRIPE.close();
    }

    @Test
    void cancelsAnOrderWhoseHoldStripeHasEnded() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Answer order = buyer.buys(console.times(2));
        STRIPE.intent(order.at("/paymentId")).lapses();

        shop.settle();

        Answer now = buyer.get("/orders/" + order.at("/id"));
        assertThat(now.at("/status")).isEqualTo("cancelled");
        assertThat(now.at("/cancelReason")).isEqualTo("payment-lost");
        assertThat(shop.quantity(console)).isEqualTo(10);
        assertThat(shop.lifeTimeValue(buyer)).isZero();
        assertThat(shop.isDue()).isFalse();
    }

    @Test
    void tellsWhoHasCancelledIt() {
        Buyer buyer = shop.buyer();
        Answer order = buyer.buys(shop.console(100, 10).times(1));
        STRIPE.intent(order.at("/paymentId")).lapses();
        shop.settle();

        Answer history = buyer.get("/orders/" + order.at("/id") + "/history");

        assertThat(IntStream.of(1, 2)
                        .mapToObj(i -> history.at("/" + i + "/event") + " by " + history.at("/" + i + "/by")))
                .containsExactly("payment-lost by store", "cancelled by store");
    }

    @Test
    void keepsAnOrderWhosePaymentStripeDoesNotKnow() {
        Buyer buyer = shop.buyer();
        Answer order = buyer.buys(shop.console(100, 10).times(1));
        STRIPE.forgets(order.at("/paymentId"));

        shop.settle();

        assertThat(buyer.get("/orders/" + order.at("/id")).at("/status")).isEqualTo("placed");
        assertThat(failure(buyer)).contains("unknown");
        assertThat(shop.staff().get("/staff/stuck").body()).contains(id(buyer));
    }

    /** 401 is an unknown or revoked key, 403 one that may not do this. */
    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void keepsAnOrderWhenTheKeyIsWrong(int status) {
        Buyer buyer = shop.buyer();
        Answer order = buyer.buys(shop.console(100, 10).times(1));
        STRIPE.intent(order.at("/paymentId")).lapses();
        STRIPE.fails(status, 1000);

        shop.settle();

        assertThat(buyer.get("/orders/" + order.at("/id")).at("/status")).isEqualTo("placed");
        assertThat(shop.staff().get("/staff/stuck").body()).contains(id(buyer));
    }

    @Test
    void stopsCancellingWhenTooManyAreLostUntilStaffRetries() {
        Buyer buyer = shop.buyer();
        lose(buyer, 5);
        shop.settle();
        List<Document> waiting = placed(buyer);
        assertThat(waiting).hasSize(2);

        String id = waiting.get(0).getObjectId("_id").toHexString();
        assertThat(shop.staff().get("/staff/stuck").body()).contains(id);
        assertThat(shop.staff().retries("settlements", id).status()).isEqualTo(204);
        shop.set(buyer, new Document("settlement.due.at", new Date()));
        shop.settle();

        assertThat(placed(buyer)).isEmpty();
    }

    @Test
    void cancelsNoneWhenStaffRetriesWhatWaitsForSomethingElse() {
        Buyer other = shop.buyer();
        STRIPE.forgets(other.buys(shop.console(100, 10).times(1)).at("/paymentId"));
        Buyer buyer = shop.buyer();
        lose(buyer, 4);
        shop.settle();

        shop.staff().retries("settlements", id(other));
        shop.set(buyer, new Document("settlement.due.at", new Date()));
        shop.settle();

        assertThat(placed(buyer)).hasSize(1);
    }

    private void lose(Buyer buyer, int times) {
        Console console = shop.console(100, times);
        for (int i = 0; i < times; i++) {
            STRIPE.intent(buyer.buys(console.times(1)).at("/paymentId")).lapses();
        }
    }

    @Test
    void isStuckBeforeItsHoldLapses() {
        Buyer soon = buyerWhoseHoldLapsesIn(Duration.ofHours(23));
        Buyer later = buyerWhoseHoldLapsesIn(Duration.ofHours(25));
        STRIPE.fails(500, 1000);

        shop.settle();

        String stuck = shop.staff().get("/staff/stuck").body();
        assertThat(failure(soon)).contains("lapses");
        assertThat(stuck).contains(id(soon)).doesNotContain(id(later));
    }

    private Buyer buyerWhoseHoldLapsesIn(Duration time) {
        STRIPE.holdsUntil(Instant.now().plus(time));
        Buyer buyer = shop.buyer();
        buyer.buys(shop.console(100, 10).times(1));
        return buyer;
    }

    private String id(Buyer buyer) {
        return shop.orders(buyer).get(0).getObjectId("_id").toHexString();
    }

    private String failure(Buyer buyer) {
        return String.valueOf(shop.orders(buyer).get(0).getEmbedded(List.of("settlement", "due", "failure"), ""));
    }

    private List<Document> placed(Buyer buyer) {
        return shop.orders(buyer).stream()
                .filter(order -> "placed".equals(order.getString("status")))
                .toList();
    }
}
