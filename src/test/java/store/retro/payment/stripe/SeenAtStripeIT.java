package store.retro.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.Stripe;
import com.stripe.net.Webhook;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Http;
import store.retro.fixture.Receiver;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import tools.jackson.databind.JsonNode;

/** What is done at Stripe by others than the store, told by its webhooks or found by the hourly look. */
@StoreTest
@TestPropertySource(
        properties = {
            "spring.mongodb.database=seen-at-stripe",
            "store.payment.gateway=stripe",
            "store.payment.stripe.api-key=sk_test_123",
            "store.payment.stripe.webhook-secret=" + SeenAtStripeIT.SECRET,
            "store.payment.stripe.publishable-key=pk_test_123",
            "store.payment.stripe.rest-after-failures=1ms",
            "store.payment.stripe.timeout=20s"
        })
class SeenAtStripeIT {

    static final String SECRET = "whsec_test";

    private static final FakeStripe STRIPE = new FakeStripe();
    private static final Receiver RECEIVER = new Receiver();

    @Autowired
    private Shop shop;

    @Autowired
    private MeterRegistry meters;

    @Value("${local.server.port}")
    private int port;

    private Buyer buyer;
    private Answer order;
    private String payment;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("store.payment.stripe.api-base", STRIPE::base);
        RECEIVER.register(registry);
    }

    @BeforeEach
    void takeTheMoneyOfAnOrder() {
        place();
        shop.settle();
    }

    private void place() {
        buyer = shop.buyer();
        order = buyer.buys(shop.console(100, 10).times(1));
        payment = order.at("/paymentId");
    }

    @AfterEach
    void heal() {
        STRIPE.heals();
        shop.clear("orders");
    }

    @AfterAll
    static void close() {
        STRIPE.close();
        RECEIVER.close();
    }

    @Test
    void aRefundMadeThereRaisesRefundedAmountAndLowersSpending() {
        FakeStripeBook.Refund refund = STRIPE.refundsInItsDashboard(payment, 30);

        tell(refund);

        assertThat(now().at("/refundedAmount/amount")).isEqualTo("30");
        assertThat(now().at("/status")).isEqualTo("placed");
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(70);
        assertThat(refunds())
                .singleElement()
                .satisfies(entry -> assertThat(entry)
                        .containsEntry("_id", refund.id)
                        .containsEntry("amount", 30L)
                        .containsEntry("by", "provider")
                        .doesNotContainKey("items"));
        assertThat(settlement()).isEqualTo("refunded_in_part");
        assertThat(shop.isDue()).isFalse();
    }

    @Test
    void aRefundMadeThereIsCountedOnceHoweverOftenItIsSeen() throws InterruptedException {
        FakeStripeBook.Refund refund = STRIPE.refundsInItsDashboard(payment, 30);

        for (int i = 0; i < 3; i++) {
            hint(refund);
            shop.settleAtOnce(4);
        }
        STRIPE.refundsInItsDashboard(payment, 20);
        tell(refund);

        assertThat(now().at("/refundedAmount/amount")).isEqualTo("50");
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(50);
        assertThat(refunds()).hasSize(2);
    }

    @Test
    void whatIsLeftBoundsEveryLaterRefund() {
        tell(STRIPE.refundsInItsDashboard(payment, 30));

        Answer tooMuch = shop.staff().refunds(order.at("/id"), 71);
        Answer allThatIsLeft = shop.staff().refunds(order.at("/id"), 70);
        shop.settle();

        assertThat(tooMuch.code()).isEqualTo("more-than-left");
        assertThat(tooMuch.at("/left/amount")).isEqualTo("70");
        assertThat(allThatIsLeft.status()).isEqualTo(201);
        assertThat(STRIPE.intent(payment).givenBack()).isEqualTo(100);
        assertThat(shop.lifeTimeValue(buyer)).isZero();
    }

    @Test
    void aRefundMadeThereWhileTheStoreOwesMoreTakesThePlaceOfWhatIsNotThereAnyMore() {
        shop.staff().refunds(order.at("/id"), 40);
        tell(STRIPE.refundsInItsDashboard(payment, 100));

        assertThat(now().at("/refundedAmount/amount")).isEqualTo("100");
        assertThat(STRIPE.intent(payment).refunds).isZero();
        assertThat(shop.lifeTimeValue(buyer)).isZero();
        assertThat(shop.isDue()).isFalse();
    }

    @Test
    void whatAPartialCaptureHasLetGoIsNoRefund() {
        place();
        shop.set(buyer, new Document("refundedAmount", 30L));
        shop.settle();
        shop.set(buyer, new Document("refundedAmount", 30L));

        tellOfThePayment();

        assertThat(STRIPE.intent(payment).received).isEqualTo(70);
        assertThat(now().at("/refundedAmount/amount")).isEqualTo("30");
        assertThat(shop.isDue()).isFalse();
    }

    @Test
    void aRefundThatFailedLaterKeepsRefundedAmountAndIsStuckUntilStaffRetries() {
        shop.staff().refunds(order.at("/id"), 40);
        shop.settle();
        FakeStripeBook.Refund sent =
                STRIPE.book().refundsOf(STRIPE.intent(payment).id).findFirst().orElseThrow();
        STRIPE.book().fails(sent);

        tell(sent);

        assertThat(now().at("/refundedAmount/amount")).isEqualTo("40");
        assertThat(settlement()).isEqualTo("refund_due");
        assertThat(stuck()).contains(order.at("/id"));
        assertThat(history(buyer)).contains("refund-failed by staff");
        tell(sent);
        assertThat(STRIPE.intent(payment).refunds).isEqualTo(1);

        shop.staff().retries("settlements", order.at("/id"));
        shop.settle();

        assertThat(STRIPE.intent(payment).givenBack()).isEqualTo(40);
        assertThat(settlement()).isEqualTo("refunded_in_part");
        assertThat(shop.isDue()).isFalse();
    }

    @Test
    void aRefundMadeThereThatFailedLaterIsSentByTheStoreWhenStaffRetries() {
        FakeStripeBook.Refund refund = STRIPE.refundsInItsDashboard(payment, 30);
        tell(refund);
        STRIPE.book().fails(refund);
        tell(refund);
        assertThat(now().at("/refundedAmount/amount")).isEqualTo("30");
        assertThat(stuck()).contains(order.at("/id"));

        shop.staff().retries("settlements", order.at("/id"));
        shop.settle();

        assertThat(STRIPE.intent(payment).givenBack()).isEqualTo(30);
        assertThat(now().at("/refundedAmount/amount")).isEqualTo("30");
        assertThat(shop.isDue()).isFalse();
    }

    @Test
    void aPartialCaptureMadeThereIsCapturedInPart() {
        place();
        STRIPE.capturesInItsDashboard(payment, 60);

        shop.settle();

        assertThat(settlement()).isEqualTo("captured_in_part");
        assertThat(stuck()).contains(order.at("/id"), "only 60 was captured");
        assertThat(shop.staff().ships(order.at("/id")).at("/reason")).isEqualTo("not-captured");
        assertThat(now().at("/refundedAmount/amount")).isEqualTo("0");
    }

    @Test
    void aPartialCaptureIsWholeOnceTheOrderComesToNoMore() {
        place();
        STRIPE.capturesInItsDashboard(payment, 60);
        shop.settle();

        shop.staff().refunds(order.at("/id"), 40);
        shop.staff().retries("settlements", order.at("/id"));
        shop.settle();

        assertThat(STRIPE.intent(payment).givenBack()).isZero();
        assertThat(settlement()).isEqualTo("captured");
        assertThat(history(buyer)).contains("captured by store");
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(60);
    }

    @Test
    void nothingShipsWhileADisputeIsOpen() {
        tell(STRIPE.disputes(payment, 100));

        assertThat(settlement()).isEqualTo("disputed");
        assertThat(shop.staff().ships(order.at("/id")).at("/reason")).isEqualTo("disputed");
        assertThat(now().at("/refundedAmount/amount")).isEqualTo("0");
    }

    @Test
    void aCancelWaitsForTheEndOfADispute() {
        FakeStripeBook.Dispute dispute = STRIPE.disputes(payment, 100);
        tell(dispute);
        assertThat(buyer.cancels(order.at("/id")).status()).isEqualTo(200);

        shop.settle();

        assertThat(now().at("/status")).isEqualTo("cancelled");
        assertThat(STRIPE.intent(payment).refunds).isZero();
        assertThat(settlement()).isEqualTo("disputed");
        STRIPE.book().ends(dispute, "won");
        tell(dispute);
        assertThat(STRIPE.intent(payment).givenBack()).isEqualTo(100);
        assertThat(settlement()).isEqualTo("refunded");
        assertThat(shop.isDue()).isFalse();
    }

    @Test
    void aRefundIsSentInADisputeWhereStripeSaysThatItCanBe() {
        FakeStripeBook.Dispute question = STRIPE.disputes(payment, 100);
        question.status = "warning_needs_response";
        question.refundable = true;
        tell(question);

        shop.staff().refunds(order.at("/id"), 40);
        shop.settle();

        assertThat(STRIPE.intent(payment).givenBack()).isEqualTo(40);
        assertThat(settlement()).isEqualTo("disputed");
        STRIPE.book().ends(question, "warning_closed");
        tell(question);
        assertThat(settlement()).isEqualTo("refunded_in_part");
    }

    @Test
    void moneyLostInADisputeCountsAsRefunded() {
        FakeStripeBook.Dispute dispute = STRIPE.disputes(payment, 100);
        tell(dispute);
        STRIPE.book().ends(dispute, "lost");

        tell(dispute);

        assertThat(now().at("/refundedAmount/amount")).isEqualTo("100");
        assertThat(shop.lifeTimeValue(buyer)).isZero();
        assertThat(settlement()).isEqualTo("lost");
        assertThat(shop.isDue()).isFalse();
        assertThat(shop.staff().refunds(order.at("/id"), 1).code()).isEqualTo("more-than-left");
        assertThat(shop.staff().ships(order.at("/id")).at("/reason")).isEqualTo("disputed");
    }

    @Test
    void aRefundThatWaitedIsNotSentAfterAllWasLost() {
        FakeStripeBook.Dispute dispute = STRIPE.disputes(payment, 100);
        tell(dispute);
        shop.staff().refunds(order.at("/id"), 40);
        shop.settle();
        STRIPE.book().ends(dispute, "lost");

        tell(dispute);

        assertThat(STRIPE.intent(payment).refunds).isZero();
        assertThat(now().at("/refundedAmount/amount")).isEqualTo("100");
        assertThat(settlement()).isEqualTo("lost");
        assertThat(shop.isDue()).isFalse();
    }

    @Test
    void aDisputeThatIsWonAfterAllLetsNothingBeSentBeforeStaffAsksForIt() {
        FakeStripeBook.Dispute dispute = STRIPE.disputes(payment, 100);
        STRIPE.book().ends(dispute, "lost");
        tell(dispute);
        STRIPE.book().ends(dispute, "won");

        tell(dispute);

        assertThat(STRIPE.intent(payment).refunds).isZero();
        assertThat(stuck()).contains(order.at("/id"));
        assertThat(now().at("/refundedAmount/amount")).isEqualTo("100");
    }

    @Test
    void nothingIsCapturedAnyMoreOfWhatStaffHasSetRightByHand() {
        place();
        STRIPE.fails(500, 1000);
        shop.settle();
        STRIPE.heals();
        assertThat(shop.staff().settles(order.at("/id")).status()).isEqualTo(204);

        tellOfThePayment();

        assertThat(STRIPE.intent(payment).captures).isZero();
    }

    @ParameterizedTest
    @CsvSource({"won, dispute-won", "lost, dispute-lost"})
    void staffReadsHowADisputeWent(String end, String event) {
        FakeStripeBook.Dispute dispute = STRIPE.disputes(payment, 100);
        tell(dispute);
        STRIPE.book().ends(dispute, end);
        tell(dispute);
        tell(dispute);

        assertThat(history(shop.staff(), "/staff/orders/"))
                .containsSubsequence("captured by store", "disputed by store", event + " by store")
                .doesNotHaveDuplicates();
        assertThat(history(buyer)).noneMatch(entry -> entry.startsWith("dispute"));
    }

    @Test
    void receiversAreToldOnceOfADispute() {
        FakeStripeBook.Dispute dispute = STRIPE.disputes(payment, 100);
        tell(dispute);
        STRIPE.book().ends(dispute, "won");
        tell(dispute);
        shop.settle();

        assertThat(RECEIVER.of(order.at("/id")))
                .extracting(Receiver.Delivery::type)
                .containsExactly("order.placed", "order.captured", "order.disputed");
    }

    /** The endpoint is turned off: Stripe tells nothing of all of it. */
    @Test
    void theHourlyLookMakesUpForWebhooksThatNeverCame() {
        List<Answer> orders = Arrays.asList(bought(), bought(), bought(), bought(), bought());
        shop.settle();
        look();
        FakeStripeBook.Refund failing =
                STRIPE.refundsInItsDashboard(orders.get(1).at("/paymentId"), 20);
        FakeStripeBook.Dispute won = STRIPE.disputes(orders.get(3).at("/paymentId"), 100);
        FakeStripeBook.Dispute lost = STRIPE.disputes(orders.get(4).at("/paymentId"), 100);
        STRIPE.refundsInItsDashboard(orders.get(0).at("/paymentId"), 30);
        STRIPE.disputes(orders.get(2).at("/paymentId"), 100);
        look();
        assertThat(orders.stream().map(this::settlement))
                .containsExactly("refunded_in_part", "refunded_in_part", "disputed", "disputed", "disputed");

        // long after it was made, so that only the events tell of it
        failing.created = Instant.now().minus(Duration.ofDays(20));
        won.created = failing.created;
        lost.created = failing.created;
        STRIPE.book().fails(failing);
        STRIPE.book().ends(won, "won");
        STRIPE.book().ends(lost, "lost");
        look();

        assertThat(orders.stream().map(this::settlement))
                .containsExactly("refunded_in_part", "refund_due", "disputed", "captured", "lost");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void theHourlyLookReadsEveryPage(int pageSize) {
        look();
        STRIPE.book().hasPagesOf(pageSize);
        List<Answer> orders = Stream.generate(this::bought).limit(5).toList();
        shop.settle();
        orders.forEach(each -> STRIPE.refundsInItsDashboard(each.at("/paymentId"), 10));

        look();

        assertThat(orders.stream().map(this::settlement)).containsOnly("refunded_in_part");
    }

    @Test
    void theHourlyLookBeginsAgainWhereItFailed() {
        look();
        STRIPE.refundsInItsDashboard(payment, 30);
        STRIPE.fails(500, 1000);
        look();
        STRIPE.heals();

        look();

        assertThat(now().at("/refundedAmount/amount")).isEqualTo("30");
    }

    @Test
    void anotherModeUnknownTypesAndOtherVersionsAreAcknowledgedAndCounted() {
        STRIPE.refundsInItsDashboard(payment, 30);
        String intent = STRIPE.intent(payment).json();

        assertThat(counted("other-mode", () -> deliver("charge.refunded", Stripe.API_VERSION, true, intent)))
                .isEqualTo(1);
        assertThat(counted(
                        "unknown-type",
                        () -> deliver("v2.core.thing", Stripe.API_VERSION, false, "{\"object\": \"thing\"}")))
                .isEqualTo(1);
        shop.settle();
        assertThat(now().at("/refundedAmount/amount")).isEqualTo("0");
        assertThat(counted("noted-of-other-version", () -> deliver("charge.refunded", "2019-02-19", false, intent)))
                .isEqualTo(1);
    }

    @Test
    void aReadingNeverReplacesOneBegunLater() {
        FakeStripeBook.Dispute dispute = STRIPE.disputes(payment, 100);
        STRIPE.whileReading("disputes", () -> {
            STRIPE.book().ends(dispute, "won");
            shop.letLeasesEnd();
            shop.settle();
        });

        tell(dispute);

        assertThat(STRIPE.waits()).isFalse();
        assertThat(settlement()).isEqualTo("captured");
        assertThat(shop.isDue()).isFalse();
    }

    @Test
    void aWebhookThatComesWhileThePaymentIsReadIsNotLost() {
        FakeStripeBook.Refund refund = STRIPE.refundsInItsDashboard(payment, 10);
        STRIPE.whileReading("refunds", () -> hint(STRIPE.refundsInItsDashboard(payment, 20)));

        tell(refund);

        assertThat(now().at("/refundedAmount/amount")).isEqualTo("30");
        assertThat(shop.isDue()).isFalse();
    }

    private Answer bought() {
        return buyer.buys(shop.console(100, 10).times(1));
    }

    private void tell(FakeStripeBook.Listed about) {
        hint(about);
        shop.settle();
    }

    private void hint(FakeStripeBook.Listed about) {
        deliver("of a later version", Stripe.API_VERSION, false, about.json());
    }

    private void tellOfThePayment() {
        deliver(
                "payment_intent.succeeded",
                Stripe.API_VERSION,
                false,
                STRIPE.intent(payment).json());
        shop.settle();
    }

    private void deliver(String type, String version, boolean live, String about) {
        String body = """
            {"id": "evt_1", "object": "event", "type": "%s", "api_version": "%s", "livemode": %b,
             "data": {"object": %s}}
            """.formatted(type, version, live, about);
        try {
            String signature = Webhook.Signature.generateSignatureHeader(
                    body, SECRET, Instant.now().getEpochSecond());
            Answer answer = new Http("http://localhost:" + port)
                    .send("POST", "/webhooks/stripe", Map.of("Stripe-Signature", signature), body);
            assertThat(answer.status()).isEqualTo(200);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private double counted(String outcome, Runnable delivery) {
        double before = webhooks(outcome);
        delivery.run();
        return webhooks(outcome) - before;
    }

    private double webhooks(String outcome) {
        return meters.counter("store.payment.webhooks", "provider", "stripe", "outcome", outcome)
                .count();
    }

    /** An hour later. */
    private void look() {
        shop.settle();
        shop.letTheHourPass();
        shop.settle();
        // what that has found
        shop.settle();
    }

    private Answer now() {
        return buyer.get("/orders/" + order.at("/id"));
    }

    private List<Document> refunds() {
        return Objects.requireNonNullElse(shop.orders(buyer).get(0).getList("refunds", Document.class), List.of());
    }

    private String settlement() {
        return settlement(order);
    }

    private String settlement(Answer of) {
        return shop.orders(buyer).stream()
                .filter(each -> each.getObjectId("_id").toHexString().equals(of.at("/id")))
                .map(each -> each.getEmbedded(List.of("settlement", "state"), String.class))
                .findFirst()
                .orElseThrow();
    }

    private String stuck() {
        return shop.staff().get("/staff/stuck").body();
    }

    private List<String> history(Buyer reader) {
        return history(reader, "/orders/");
    }

    private List<String> history(Buyer reader, String path) {
        JsonNode entries = reader.get(path + order.at("/id") + "/history").json();
        return StreamSupport.stream(entries.spliterator(), false)
                .map(entry ->
                        entry.at("/event").asString() + " by " + entry.at("/by").asString())
                .toList();
    }
}
