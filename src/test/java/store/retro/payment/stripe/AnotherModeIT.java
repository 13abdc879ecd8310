package store.retro.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** Payments of Stripe's other mode, whose key was here before this one. */
@StoreTest
@TestPropertySource(properties = "spring.mongodb.database=another-mode")
class AnotherModeIT {

    private static final FakeStripe STRIPE = new FakeStripe();

    @Autowired
    private Shop shop;

    @DynamicPropertySource
    static void register(DynamicPropertyRegistry registry) {
        STRIPE.register(registry);
    }

    @AfterAll
    static void close() {
        STRIPE.close();
    }

    @Test
    void aPaymentKeepsTheModeThatItWasMadeIn() {
        String payment = shop.buyer().pays(shop.console(100, 10).times(1));

        assertThat(shop.document("payments", payment)).containsEntry("live", false);
    }

    @Test
    void anOrderIsStuckWhosePaymentWasMadeInTheOtherMode() {
        Answer order = shop.buyer().buys(shop.console(100, 10).times(1));
        shop.change("payments", order.at("/paymentId"), "live", true);
        int asked = STRIPE.requests().size();

        shop.settle();

        assertThat(STRIPE.requests()).hasSize(asked);
        assertThat(shop.staff().get("/staff/stuck").body())
                .contains(order.at("/id"), "by stripe in live mode, whose key is not configured any more");
    }

    @Test
    void aPaymentOfTheOtherModePaysForNothing() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String payment = buyer.pays(console.times(1));
        shop.change("payments", payment, "live", true);

        assertThat(buyer.places(Purchase.of(payment, console.times(1))).at("/reason"))
                .isEqualTo("unknown");
        assertThat(shop.orders(buyer)).isEmpty();
    }
}
