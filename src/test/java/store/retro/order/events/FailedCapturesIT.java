package store.retro.order.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Receiver;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** What a receiver of events is told of a payment that is not captured, or disputed. */
@StoreTest
@TestPropertySource(properties = "spring.mongodb.database=failed-captures")
class FailedCapturesIT {

    private static final Receiver RECEIVER = new Receiver();

    @Autowired
    private Shop shop;

    @DynamicPropertySource
    static void receiver(DynamicPropertyRegistry registry) {
        RECEIVER.register(registry);
    }

    @AfterAll
    static void close() {
        RECEIVER.close();
    }

    @Test
    void tellsOnceThatACaptureHasFailedAndThatItWasDoneAfterAll() {
        Answer order = shop.buyer().buys(shop.console(100, 10).times(1));
        shop.change("payments", order.at("/paymentId"), "amount", "a text");
        shop.change("orders", new ObjectId(order.at("/id")), "settlement.due.attempts", 9);
        shop.settle();
        shop.settle();
        shop.change("payments", order.at("/paymentId"), "amount", 100L);
        shop.staff().retries("settlements", order.at("/id"));

        shop.settle();
        shop.settle();

        assertThat(RECEIVER.of(order.at("/id")))
                .extracting(Receiver.Delivery::type)
                .containsExactly("order.placed", "order.capture-failed", "order.captured");
        assertThat(RECEIVER.of(order.at("/id"))).allSatisfy(delivery -> EventSchemas.assertMatches(delivery.event()));
    }

    @Test
    void tellsThatACaptureHasFailedBeforeItTellsOfTheCancelThatFollows() {
        Answer order = shop.buyer().buys(shop.console(100, 10).times(1));
        shop.change("simulatedProvider", order.at("/paymentId"), "status", "voided");

        shop.settle();
        shop.settle();

        assertThat(RECEIVER.of(order.at("/id")))
                .extracting(Receiver.Delivery::type)
                .containsExactly("order.placed", "order.capture-failed", "order.cancelled");
        assertThat(RECEIVER.of(order.at("/id"))).allSatisfy(delivery -> EventSchemas.assertMatches(delivery.event()));
    }

    @Test
    void tellsThatAPaymentIsDisputed() {
        Answer order = shop.buyer().buys(shop.console(100, 10).times(1));
        shop.settle();
        shop.dashboard().disputes(order.at("/paymentId"), 100, false);
        shop.letTheHourPass();

        for (int i = 0; i < 3; i++) {
            shop.settle();
        }

        assertThat(RECEIVER.of(order.at("/id")))
                .extracting(Receiver.Delivery::type)
                .containsExactly("order.placed", "order.captured", "order.disputed");
        assertThat(RECEIVER.of(order.at("/id"))).allSatisfy(delivery -> EventSchemas.assertMatches(delivery.event()));
    }
}
