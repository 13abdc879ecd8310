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

/** In a currency with three decimals, of which Stripe takes the last to be 0. */
@StoreTest
@TestPropertySource(properties = {"spring.mongodb.database=refunds-in-steps", "store.currency=KWD"})
class RefundsInStepsIT {

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
    void areRefusedWhereTheProviderCannotTakeThem() {
        Console console = shop.console(1005, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of(buyer.pays(console.times(2)), console.times(2));
        String order = buyer.post("/place-order", purchase.json().replace("USD", "KWD"))
                .at("/id");

        Answer line = shop.staff().refunds(order, console.times(1));
        Answer amount =
                shop.staff().refunds(order, "key", Buyer.refundBody(1001).replace("USD", "KWD"));

        assertThat(line.status()).isEqualTo(422);
        assertThat(line.code()).isEqualTo("payment-not-possible");
        assertThat(amount.code()).isEqualTo("payment-not-possible");
        assertThat(shop.quantity(console)).isEqualTo(8);
        assertThat(shop.staff()
                        .refunds(order, "key", Buyer.refundBody(1010).replace("USD", "KWD"))
                        .status())
                .isEqualTo(201);
        shop.settle();
        assertThat(STRIPE.intent(purchase.paymentId()).received).isEqualTo(1000);
    }
}
