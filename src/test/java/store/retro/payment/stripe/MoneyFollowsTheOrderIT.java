package store.retro.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import store.retro.payment.handling.PaymentLookup;
import store.retro.platform.deadline.Deadline;

/** What is asked of Stripe is what the order comes to, whoever else is at it meanwhile. */
@StoreTest
@TestPropertySource(
        properties = {
            "spring.mongodb.database=money-follows",
            "store.payment.stripe.rest-after-failures=1ms",
            "store.payment.stripe.timeout=20s"
        })
class MoneyFollowsTheOrderIT {

    private static final FakeStripe STRIPE = new FakeStripe();

    /** What may happen while Stripe is being asked. */
    private enum Meanwhile {
        CANCEL,
        WEBHOOK,
        SECOND_WORKER,
        CANCEL_AND_SECOND_WORKER,
        WEBHOOK_AND_SECOND_WORKER
    }

    @Autowired
    private Shop shop;

    @Autowired
    private PaymentLookup webhooks;

    @DynamicPropertySource
    static void register(DynamicPropertyRegistry registry) {
        STRIPE.register(registry);
    }

    @AfterEach
    void heal() {
        STRIPE.heals();
        shop.clear("orders");
    }

    @AfterAll
    static void close() {
        STRIPE.close();
    }

    @Test
    void takesWhatTheOrderComesToNow() {
        Buyer buyer = shop.buyer();
        String payment = buyer.buys(shop.console(100, 10).times(1)).at("/paymentId");
        shop.set(buyer, new Document("refundedAmount", 30L));

        shop.settle();

        assertThat(STRIPE.intent(payment).received).isEqualTo(70);
        assertThat(STRIPE.requests())
                .anyMatch(request -> String.valueOf(request.key()).startsWith(payment + ":capture:70:"));
        assertThat(shop.isDue()).isFalse();
    }

    @Test
    void holdsNothingOnceNothingIsLeftOfTheOrder() {
        Buyer buyer = shop.buyer();
        String payment = buyer.buys(shop.console(100, 10).times(1)).at("/paymentId");
        shop.set(buyer, new Document("refundedAmount", 100L));

        shop.settle();

        assertThat(STRIPE.intent(payment).voids).isEqualTo(1);
        assertThat(STRIPE.intent(payment).captures).isZero();
        assertThat(shop.isDue()).isFalse();
    }

    @Test
    void givesTheDifferenceBackWhenTheAmountHasChangedMeanwhile() {
        Buyer buyer = shop.buyer();
        Answer order = buyer.buys(shop.console(100, 10).times(1));
        STRIPE.meanwhile("capture", true, () -> shop.set(buyer, new Document("refundedAmount", 30L)));

        shop.settle();

        FakeStripe.Intent intent = STRIPE.intent(order.at("/paymentId"));
        assertThat(intent.received).isEqualTo(100);
        assertThat(intent.givenBack()).isEqualTo(30);
        assertThat(shop.isDue()).isFalse();
    }

    static Stream<Arguments> interleavings() {
        return Stream.of("capture", "cancel", "refunds")
                .flatMap(call -> Stream.of(true, false)
                        .flatMap(after -> Stream.of(Meanwhile.values())
                                .filter(meanwhile -> call.equals("capture")
                                        || !meanwhile.name().startsWith("CANCEL"))
                                .map(meanwhile -> Arguments.of(call, after, meanwhile))));
    }

    @ParameterizedTest(name = "{0}, after it {1}: {2}")
    @MethodSource("interleavings")
    void endsWhereTheOrderDoes(String call, boolean after, Meanwhile meanwhile) {
        Buyer buyer = shop.buyer();
        Answer order = buyer.buys(shop.console(100, 10).times(1));
        if (call.equals("refunds")) {
            shop.settle();
        }
        if (!call.equals("capture")) {
            buyer.cancels(order.at("/id"));
        }
        STRIPE.meanwhile(call, after, () -> happens(meanwhile, buyer, order));

        shop.settle();

        assertThat(STRIPE.waits()).isFalse();
        assertThat(shop.isDue()).isFalse();
        boolean cancelled =
                buyer.get("/orders/" + order.at("/id")).at("/status").equals("cancelled");
        FakeStripe.Intent intent = STRIPE.intent(order.at("/paymentId"));
        assertThat(Map.of("captures", intent.captures, "voids", intent.voids, "refunds", intent.refunds))
                .isIn(cancelled ? List.of(moved(0, 1, 0), moved(1, 0, 1)) : List.of(moved(1, 0, 0)));
        assertThat(buyer.get("/payments/" + order.at("/paymentId")).at("/status"))
                .isEqualTo(intent.refunds > 0 ? "refunded" : intent.voids > 0 ? "voided" : "captured");
    }

    private static Map<String, Integer> moved(int captures, int voids, int refunds) {
        return Map.of("captures", captures, "voids", voids, "refunds", refunds);
    }

    private void happens(Meanwhile meanwhile, Buyer buyer, Answer order) {
        if (meanwhile.name().startsWith("CANCEL")) {
            buyer.cancels(order.at("/id"));
        }
        if (meanwhile.name().startsWith("WEBHOOK")) {
            try (Deadline.Scope scope = Deadline.open(Duration.ofMinutes(1))) {
                webhooks.movedAtProvider(STRIPE.intent(order.at("/paymentId")).id);
            }
        }
        if (meanwhile.name().endsWith("SECOND_WORKER")) {
            shop.letLeasesEnd();
            shop.settle();
        }
    }
}
