package store.retro.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** Nothing is shipped unless Stripe says at that moment that it is paid. */
@StoreTest
@TestPropertySource(
        properties = {
            "spring.mongodb.database=shipping-by-stripe",
            "store.payment.stripe.rest-after-failures=1ms",
            "store.payment.stripe.timeout=20s"
        })
class ShippingByStripeIT {

    private static final FakeStripe STRIPE = new FakeStripe();

    @Autowired
    private Shop shop;

    private Buyer buyer;
    private Answer order;

    @DynamicPropertySource
    static void register(DynamicPropertyRegistry registry) {
        STRIPE.register(registry);
    }

    @BeforeEach
    void placeAnOrder() {
        buyer = shop.buyer();
        order = buyer.buys(shop.console(100, 10).times(1));
    }

    @AfterEach
    void heal() throws InterruptedException {
        STRIPE.heals();
        Thread.sleep(20);
    }

    @AfterAll
    static void close() {
        STRIPE.close();
    }

    @Test
    void shipsWhatStripeHasTaken() {
        shop.settle();
        int before = STRIPE.requests().size();

        assertThat(ships().at("/status")).isEqualTo("shipped");
        assertThat(STRIPE.requests()).hasSize(before + 2);
        assertThat(STRIPE.requests().get(before).method()).isEqualTo("GET");
    }

    @Test
    void asksNoMoreOnceItIsShipped() {
        shop.settle();
        ships();
        STRIPE.fails(500, 1000);

        assertThat(ships().status()).isEqualTo(200);
        assertThat(shop.clerk()
                        .ships(order.at("/id"), "{\"carrier\": \"Post\"}")
                        .at("/shipment/carrier"))
                .isEqualTo("Post");
    }

    @Test
    void doesNotShipBeforeTheCapture() {
        assertNotShippable("not-captured");
    }

    @Test
    void doesNotShipWhatIsCapturedThereAndNotNotedHere() {
        STRIPE.intent(order.at("/paymentId")).status = "succeeded";
        STRIPE.intent(order.at("/paymentId")).received = 100;

        assertNotShippable("not-captured");
        shop.settle();
        assertThat(ships().status()).isEqualTo(200);
    }

    @Test
    void doesNotShipWhatIsCapturedInPart() {
        shop.settle();
        STRIPE.intent(order.at("/paymentId")).received = 40;

        assertNotShippable("not-captured");
    }

    @Test
    void doesNotShipWhatWasRefundedAtTheDashboard() {
        shop.settle();
        FakeStripe.Intent intent = STRIPE.intent(order.at("/paymentId"));
        intent.isRefundedAtTheDashboard(intent.received);

        assertNotShippable("refunded");
    }

    @Test
    void doesNotShipWhatWasRefundedThereInPart() {
        shop.settle();
        STRIPE.intent(order.at("/paymentId")).isRefundedAtTheDashboard(1);

        assertNotShippable("refunded");
    }

    @Test
    void shipsWhatIsLeftOnceTheOrderKnowsOfItsRefund() {
        shop.settle();
        assertThat(shop.staff().refunds(order.at("/id"), 40).status()).isEqualTo(201);
        assertThat(ships().at("/status")).isEqualTo("shipped");
        shop.settle();

        assertThat(STRIPE.intent(order.at("/paymentId")).givenBack()).isEqualTo(40);
    }

    @Test
    void doesNotShipWhatWasVoidedAtTheDashboard() {
        STRIPE.intent(order.at("/paymentId")).lapses();

        assertNotShippable("not-captured");
    }

    @Test
    void doesNotShipWhatStripeDoesNotKnow() {
        shop.settle();
        STRIPE.forgets(order.at("/paymentId"));

        assertNotShippable("unknown");
    }

    @Test
    void doesNotShipWhoseProviderIsNotConfigured() {
        shop.settle();
        shop.change("payments", order.at("/paymentId"), "provider", "of before");

        assertNotShippable("unknown");
    }

    @Test
    void shipsNothingWhileStripeIsDown() {
        shop.settle();
        STRIPE.fails(500, 1000);

        Answer answer = ships();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("try-again");
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(status()).isEqualTo("placed");
    }

    @Test
    void saysThatACancelledOrderIsCancelledAlsoWhileStripeIsDown() {
        buyer.cancels(order.at("/id"));
        STRIPE.fails(500, 1000);

        assertThat(ships().at("/reason")).isEqualTo("cancelled");
    }

    @Test
    void shipsNothingUnderAKeyThatStripeRefuses() {
        shop.settle();
        STRIPE.revokesTheKey();

        assertThat(ships().code()).isEqualTo("internal-error");
        assertThat(status()).isEqualTo("placed");
    }

    private Answer ships() {
        return shop.clerk().ships(order.at("/id"));
    }

    private String status() {
        return buyer.get("/orders/" + order.at("/id")).at("/status");
    }

    private void assertNotShippable(String reason) {
        Answer answer = ships();

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("order-not-shippable");
        assertThat(answer.at("/reason")).isEqualTo(reason);
        assertThat(status()).isEqualTo("placed");
    }
}
