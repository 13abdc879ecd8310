package store.retro.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.FormerDocuments;
import store.retro.fixture.Http;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import tools.jackson.databind.JsonNode;

/** The whole store with Stripe in place of the simulated provider, and Stripe's deliveries to it. */
@StoreTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            // what other tests have left due is not known to this provider
            "spring.mongodb.database=retro-stripe",
            "store.payment.gateway=stripe",
            "store.request.budget=20s",
            "store.payment.stripe.timeout=5s",
            "store.payment.stripe.rest-after-failures=100ms",
            "store.payment.simulated.enabled=true"
        })
class PayingByStripeIT {

    static final String SECRET = "whsec_test";

    private static final FakeStripe STRIPE = new FakeStripe();

    @Autowired
    private Shop shop;

    @Autowired
    private MongoTemplate mongo;

    @Value("${local.server.port}")
    private int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        // as mounted files have them
        registry.add("store.payment.stripe.api-key", () -> "sk_test_123\n");
        registry.add("store.payment.stripe.webhook-secret", () -> SECRET + "\n");
        registry.add("store.payment.stripe.publishable-key", () -> "pk_test_123\n");
        registry.add("store.payment.stripe.api-base", STRIPE::base);
    }

    @AfterEach
    void heal() throws InterruptedException {
        STRIPE.heals();
        Thread.sleep(150);
    }

    @AfterAll
    static void close() {
        STRIPE.close();
    }

    @Test
    void capturesWhatWasOrdered() {
        Buyer buyer = shop.buyer();
        String payment = buyer.buys(shop.console(100, 10).times(1)).at("/paymentId");

        shop.settle();

        assertThat(buyer.get("/payments/" + payment).at("/status")).isEqualTo("captured");
        assertThat(STRIPE.intent(payment).captures).isEqualTo(1);
    }

    @Test
    void tellsStripeAlwaysTheSameIdOfTheStore() {
        Buyer buyer = shop.buyer();
        Console console = shop.console(100, 10);

        assertThat(idOfTheStore(buyer.pays(console.times(1))))
                .isEqualTo(idOfTheStore(buyer.pays(console.times(1))))
                .isEqualTo(shop.document("store", "id").getString("value"));
    }

    private static String idOfTheStore(String payment) {
        return STRIPE.intent(payment).form.get("metadata[store_id]");
    }

    @Test
    void refundsWhatWasCancelled() {
        Buyer buyer = shop.buyer();
        Answer order = buyer.buys(shop.console(100, 10).times(1));
        shop.settle();
        buyer.cancels(order.at("/id"));

        shop.settle();

        assertThat(buyer.get("/payments/" + order.at("/paymentId")).at("/status"))
                .isEqualTo("refunded");
        assertThat(STRIPE.intent(order.at("/paymentId")).refunds).isEqualTo(1);
    }

    @Test
    void tellsPagesByWhatStripeKnowsTheStore() {
        JsonNode methods = shop.anonymously("GET", "/payment-methods", null).json();

        assertThat(methods).hasToString("""
            {"provider":"stripe","publishableKey":"pk_test_123","methods":[{"id":"card","name":"Card"}]}\
            """);
    }

    @Test
    void saysWhyACardDoesNotDo() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();

        assertThat(buyer.pays("pm_card_chargeDeclined", console.times(1)).at("/reason"))
                .isEqualTo("declined");
        Answer unknown = buyer.pays("pm_card_unheardOf", console.times(1));
        assertThat(unknown.code()).isEqualTo("invalid-request");
        assertThat(unknown.at("/errors/0/pointer")).isEqualTo("/paymentMethod");
    }

    @Test
    void startsNoPaymentOfAnAmountThatStripeDoesNotTake() {
        Buyer buyer = shop.buyer();
        int asked = STRIPE.requests().size();

        Answer answer = buyer.pays("pm_card_visa", shop.console(49, 10).times(1));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("payment-not-possible");
        assertThat(answer.at("/minimum/amount")).isEqualTo("50");
        assertThat(answer.at("/maximum/amount")).isEqualTo("999999999999");
        assertThat(STRIPE.requests()).hasSize(asked);
        assertThat(payments(buyer)).isZero();
    }

    @Test
    void forgetsAPaymentThatStripeFindsTooSmall() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        STRIPE.takesNoLessThan(10_000);

        Answer answer = buyer.paysWithKey("key", "pm_card_visa", console.times(1));

        assertThat(answer.code()).isEqualTo("payment-not-possible");
        assertThat(payments(buyer)).isZero();
        STRIPE.heals();
        assertThat(buyer.paysWithKey("key", "pm_card_visa", console.times(1)).status())
                .isEqualTo(201);
    }

    @Test
    void tellsOfARevokedKeyAndLeavesNothingBehind(CapturedOutput output) {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String payment = buyer.pays(console.times(1));
        STRIPE.revokesTheKey();

        assertThat(buyer.pays("pm_card_visa", console.times(1)).code()).isEqualTo("internal-error");
        assertThat(buyer.places(Purchase.of(payment, console.times(1))).code()).isEqualTo("internal-error");

        assertThat(payments(buyer)).isOne();
        assertThat(output).containsPattern("ERROR .*store.payment.stripe.api-key");
        assertThat(shop.anonymously("GET", "/actuator/health/readiness", null).status())
                .isEqualTo(200);
    }

    @Test
    void refusesAPaymentThatStripeDoesNotKnow() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String payment = buyer.pays(console.times(1));
        STRIPE.forgets(payment);

        Answer answer = buyer.places(Purchase.of(payment, console.times(1)));

        assertThat(answer.code()).isEqualTo("payment-not-authorized");
        assertThat(answer.at("/reason")).isEqualTo("unknown");
    }

    @Test
    void startsAPaymentOnceStripeIsWellWhateverItRemembers() throws InterruptedException {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        STRIPE.fails(500, 3);
        assertThat(buyer.paysWithKey("key", "pm_card_visa", console.times(1)).code())
                .isEqualTo("try-again");
        heal();

        assertThat(buyer.paysWithKey("key", "pm_card_visa", console.times(1)).status())
                .isEqualTo(201);
    }

    private long payments(Buyer buyer) {
        return mongo.getCollection("payments").countDocuments(new Document("userId", buyer.id()));
    }

    @Test
    void asksToTryAgainAndWritesNothingWhileStripeIsDown() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String payment = buyer.pays(console.times(1));
        STRIPE.fails(500, 1000);

        Answer answer = buyer.places(Purchase.of(payment, console.times(1)));

        assertThat(answer.code()).isEqualTo("try-again");
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(shop.orders(buyer)).isEmpty();
        assertThat(shop.quantity(console)).isEqualTo(10);
    }

    @Test
    void holdsTheMoneyOnceWhenAPaymentIsStartedAgainAfterAFailure() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        STRIPE.losesReplies(1000);
        assertThat(buyer.paysWithKey("once", "pm_card_visa", console.times(1)).code())
                .isEqualTo("try-again");
        STRIPE.heals();

        Answer again = buyer.paysWithKey("once", "pm_card_visa", console.times(1));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.at("/status")).isEqualTo("authorized");
        assertThat(STRIPE.intent(again.at("/id")).id)
                .isEqualTo(shop.document("payments", again.at("/id")).getString("providerId"));
    }

    @Test
    void notesWhatStripeTells() {
        Buyer buyer = shop.buyer();
        String payment = buyer.pays(
                        "pm_card_authenticationRequired", shop.console(100, 10).times(1))
                .at("/id");
        STRIPE.intent(payment).status = "requires_capture";

        Answer answer = deliver("payment_intent.amount_capturable_updated", payment, Instant.now());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(shop.document("payments", payment)).containsEntry("status", "authorized");
    }

    @Test
    void ignoresWhatIsOldOrRepeated() {
        Buyer buyer = shop.buyer();
        String payment = buyer.buys(shop.console(100, 10).times(1)).at("/paymentId");
        shop.settle();

        for (String type : new String[] {
            "payment_intent.succeeded", "payment_intent.succeeded", "payment_intent.amount_capturable_updated",
            "payment_intent.created", "payment_intent.requires_action", "payment_intent.canceled"
        }) {
            assertThat(deliver(type, payment, Instant.now()).status()).isEqualTo(200);
        }

        assertThat(shop.document("payments", payment)).containsEntry("status", "captured");
        assertThat(STRIPE.intent(payment).captures).isEqualTo(1);
    }

    @Test
    void takesNoNoticeOfWhatItDoesNotKnow() {
        assertThat(deliver("""
            {"id": "evt_1", "object": "event", "type": "customer.created",
             "data": {"object": {"object": "customer"}}}
            """, Instant.now(), SECRET).status()).isEqualTo(200);
        assertThat(deliver("""
            {"id": "evt_1", "object": "event", "type": "payment_intent.succeeded",
             "data": {"object": {"object": "payment_intent", "id": "pi_of_another_store"}}}
            """, Instant.now(), SECRET).status()).isEqualTo(200);
    }

    @Test
    void refusesADeliveryThatStripeDidNotSignJustNow() {
        String body = "{\"type\": \"payment_intent.succeeded\"}";

        assertThat(deliver(body, Instant.now(), "whsec_another").code()).isEqualTo("malformed-request");
        assertThat(deliver(body, Instant.now().minusSeconds(600), SECRET).code())
                .isEqualTo("malformed-request");
        assertThat(shop.anonymously("POST", "/webhooks/stripe", body).code()).isEqualTo("malformed-request");
        assertThat(deliver("{", Instant.now(), SECRET).code()).isEqualTo("malformed-request");
    }

    @Test
    void leavesToTheSimulatedProviderWhatThatHasMadeBefore() {
        FormerDocuments simulated = FormerDocuments.ofAllVersions().get(0);
        simulated.insertInto(mongo.getDb());
        int asked = STRIPE.requests().size();

        shop.settle();

        shop.invariant().settlesEachPaymentOnce(simulated.usersWithOrders());
        assertThat(STRIPE.requests()).hasSize(asked);
    }

    @Test
    void takesDeliveriesOfAMebibyteAndNoLargerOnes() {
        String body = "{\"type\": \"of a later version\", \"data\": \"" + "x".repeat(1_000_000) + "\"}";

        assertThat(deliver(body, Instant.now(), SECRET).status()).isEqualTo(200);
        assertThat(deliver(body.replace("x", "xy"), Instant.now(), SECRET).code())
                .isEqualTo("payload-too-large");
    }

    private Answer deliver(String type, String payment, Instant signed) {
        return deliver("""
            {"id": "evt_1", "object": "event", "type": "%s", "data": {"object": %s}}
            """.formatted(type, STRIPE.intent(payment).json()), signed, SECRET);
    }

    private Answer deliver(String body, Instant signed, String secret) {
        try {
            String signature = Webhook.Signature.generateSignatureHeader(body, secret, signed.getEpochSecond());
            return new Http("http://localhost:" + port)
                    .send("POST", "/webhooks/stripe", Map.of("Stripe-Signature", signature), body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
