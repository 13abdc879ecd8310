package store.retro.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.stripe.StripeClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import store.retro.money.StoreCurrency;
import store.retro.payment.Payment;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.PaymentNotPossibleException;
import store.retro.payment.PaymentRefund;
import store.retro.payment.PaymentRefusedException;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderPayment;
import store.retro.payment.UnknownPaymentMethodException;
import store.retro.platform.deadline.Deadline;

/** The adapter against Stripe's shapes, without a network. */
class StripeGatewayTest {

    private static final MeterRegistry METERS = new SimpleMeterRegistry();
    private static final String BACK = "https://shop.example/";

    private final FakeStripe stripe = new FakeStripe();
    private final StripeGateway gateway = gateway(stripe.base().toString(), Instant.EPOCH);

    static StripeGateway gateway(String base, Instant now) {
        return gateway(base, now, "USD", BACK);
    }

    private static StripeGateway gateway(String base, Instant now, String currency, @Nullable String returnUrl) {
        StripeClient client =
                StripeClient.builder().setApiKey("sk_test_123").setApiBase(base).build();
        ResilientStripeClient calls = new ResilientStripeClient(Duration.ofSeconds(2), Duration.ofMillis(300), METERS);
        StripeCurrency stripes = StripeCurrency.of(new StoreCurrency(Currency.getInstance(currency)));
        StripeLists lists = new StripeLists(client.v1(), calls);
        return new StripeGateway(
                client.v1().paymentIntents(),
                new StripeRefunds(client.v1().refunds(), lists, calls, stripes, () -> "this store"),
                lists,
                calls,
                stripes,
                () -> "this store",
                new StripeProperties(
                        "sk_test_123",
                        "whsec_test",
                        "pk_test_123",
                        URI.create(base),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(300)),
                returnUrl,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        stripe.close();
    }

    @Test
    void opensAPaymentIntentThatIsCapturedByHand() {
        ProviderPayment opened = gateway.open(payment("pm_card_visa", null));

        FakeStripe.Request request = stripe.requests().get(0);
        assertThat(request.path()).isEqualTo("/v1/payment_intents");
        assertThat(request.key()).isEqualTo("pay_1");
        assertThat(request.form())
                .containsEntry("amount", "8999")
                .containsEntry("currency", "usd")
                .containsEntry("capture_method", "manual")
                .containsEntry("payment_method", "pm_card_visa")
                .containsEntry("metadata[user_id]", "ada")
                .containsEntry("metadata[payment_id]", "pay_1")
                .containsEntry("metadata[store_id]", "this store")
                .doesNotContainKey("confirm");
        assertThat(opened)
                .isEqualTo(
                        new ProviderPayment("pi_1", "ada", 8999, "USD", PaymentStatus.STARTED, null).withLive(false));
    }

    @Test
    void authorizesCapturesAndRefunds() {
        Payment payment = opened("pm_card_visa");

        assertThat(gateway.authorize(payment).status()).isEqualTo(PaymentStatus.AUTHORIZED);
        assertThat(gateway.capture(payment, 8999).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(gateway.refund(payment, new PaymentRefund("r1", 0, 8999)).failed())
                .isFalse();
        assertThat(gateway.find(payment).orElseThrow().status()).isEqualTo(PaymentStatus.REFUNDED);
    }

    @ParameterizedTest
    @CsvSource({"USD, 4000", "UGX, 400000"})
    void capturesAPartInStripesUnitsAndSaysWhatWasTaken(String currency, long received) {
        StripeGateway inCurrency = gateway(stripe.base().toString(), Instant.EPOCH, currency, null);
        Payment payment = payment(
                "pm_card_visa", inCurrency.open(payment("pm_card_visa", null)).id());
        inCurrency.authorize(payment);

        assertThat(inCurrency.capture(payment, 4000).taken()).isEqualTo(4000);
        assertThat(inCurrency.find(payment).orElseThrow().taken()).isEqualTo(4000);
        assertThat(stripe.intent("pay_1").received).isEqualTo(received);
    }

    @Test
    void tellsUntilWhenStripeHoldsTheAmount() {
        Instant end = Instant.parse("2026-12-05T12:00:00Z");
        stripe.holdsUntil(end);
        Payment payment = opened("pm_card_visa");

        assertThat(gateway.authorize(payment).captureBefore()).isEqualTo(end);
        assertThat(gateway.capture(payment, 8999).captureBefore()).isNull();
    }

    @Test
    void tellsThatACardWasDeclined() {
        Payment payment = opened("pm_card_chargeDeclined");

        assertThat(gateway.authorize(payment).status()).isEqualTo(PaymentStatus.DECLINED);
    }

    @Test
    void handsOutTheClientSecretOnlyWhileAnActionIsRequired() {
        Payment payment = opened("pm_card_authenticationRequired");

        assertThat(gateway.authorize(payment).clientSecret()).isEqualTo("pi_1_secret_x");
        assertThat(gateway.cancel(payment).clientSecret()).isNull();
    }

    @Test
    void knowsAnUnknownWayOfPaying() {
        assertThatExceptionOfType(UnknownPaymentMethodException.class)
                .isThrownBy(() -> gateway.open(payment("pm_card_unheardOf", null)));
        assertThat(gateway.accepts("4242424242424242")).isFalse();
    }

    @Test
    void answersWhatThePaymentIsWhenStripeWillNotDoItAgain() {
        Payment payment = opened("pm_card_visa");
        gateway.authorize(payment);
        gateway.capture(payment, 8999);
        // an hour later the keys of settlement are others, and the fake has forgotten nothing
        StripeGateway another = gateway(stripe.base().toString(), Instant.EPOCH.plusSeconds(3600));

        assertThat(another.capture(payment, 8999).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(another.cancel(payment).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(stripe.intent("pay_1").captures).isEqualTo(1);
    }

    @Test
    void letsThePageFinishWhatTheBankWantsAndSaysWhereItIs() {
        gateway.authorize(opened("pm_card_authenticationRequired"));

        assertThat(stripe.requests().get(1).form())
                .containsEntry("use_stripe_sdk", "true")
                .containsEntry("return_url", BACK);
    }

    @Test
    void confirmsOnceThoughThePageHasMovedMeanwhile() {
        Payment payment = opened("pm_card_visa");
        gateway.authorize(payment);
        StripeGateway moved = gateway(stripe.base().toString(), Instant.EPOCH, "USD", "https://another.example/");

        assertThat(moved.authorize(payment).status()).isEqualTo(PaymentStatus.AUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 409})
    void asksAgainWithTheSameKeyWhenStripeSaysNotNow(int status) {
        Payment payment = opened("pm_card_visa");
        stripe.fails(status, 2);

        assertThat(gateway.authorize(payment).status()).isEqualTo(PaymentStatus.AUTHORIZED);

        assertThat(stripe.requests().subList(1, 4))
                .extracting(FakeStripe.Request::key)
                .containsOnly("pay_1:confirm:" + BACK.hashCode());
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void asksUnderTheNextKeyAfterAFailureThatStripeRemembers(int status) {
        Payment payment = opened("pm_card_visa");
        stripe.fails(status, 2);

        assertThat(gateway.authorize(payment).status()).isEqualTo(PaymentStatus.AUTHORIZED);

        assertThat(stripe.requests().subList(1, 4))
                .extracting(FakeStripe.Request::key)
                .allMatch(key -> key != null && key.startsWith("pay_1:confirm:" + BACK.hashCode()))
                .doesNotHaveDuplicates();
    }

    @Test
    void opensOnceStripeIsWellWhateverItRemembers() {
        Payment payment = payment("pm_card_visa", null);
        stripe.fails(500, 3);
        assertThatExceptionOfType(PaymentGatewayException.class).isThrownBy(() -> gateway.open(payment));

        assertThat(gateway.open(payment).id()).isEqualTo("pi_1");
    }

    @Test
    void holdsOnceStripeIsWellWhateverItRemembers() {
        Payment payment = opened("pm_card_visa");
        stripe.fails(500, 3);
        assertThatExceptionOfType(PaymentGatewayException.class).isThrownBy(() -> gateway.authorize(payment));

        assertThat(gateway.authorize(payment).status()).isEqualTo(PaymentStatus.AUTHORIZED);
    }

    @Test
    void doesNotLeaveStripeAloneForWhatItOnlyRemembers() {
        Payment payment = payment("pm_card_visa", null);
        stripe.fails(500, 1);

        for (int i = 0; i < 8; i++) {
            assertThat(gateway.open(payment).status()).isEqualTo(PaymentStatus.STARTED);
        }
    }

    @Test
    void tellsThatAnAmountCannotBePaid() {
        stripe.takesNoLessThan(10_000);

        assertThatExceptionOfType(PaymentNotPossibleException.class)
                .isThrownBy(() -> gateway.open(payment("pm_card_visa", null)));
    }

    @ParameterizedTest
    @CsvSource({
        "401, api_key_expired, , store.payment.stripe.api-key",
        "403, , , store.payment.stripe.api-key",
        "400, testmode_charges_only, , store.payment.stripe.api-key",
        "400, , currency, store.currency",
        "400, parameter_unknown, foo, parameter_unknown"
    })
    void namesTheSettingThatStripeRefuses(int status, @Nullable String code, @Nullable String param, String named) {
        stripe.refuses(status, code, param);

        assertThatExceptionOfType(PaymentRefusedException.class)
                .isThrownBy(() -> gateway.open(payment("pm_card_visa", null)))
                .withMessageContaining(named);
        assertThat(METERS.counter("store.payment.refused", "provider", "stripe").count())
                .isPositive();
        assertThat(stripe.requests()).hasSize(1);
    }

    @Test
    void saysThatStripeDoesNotKnowAPayment() {
        Payment payment = payment("pm_card_visa", "pi_of_another_account");

        assertThat(gateway.find(payment).orElseThrow().status()).isEqualTo(PaymentStatus.UNKNOWN);
        assertThat(gateway.cancel(payment).status()).isEqualTo(PaymentStatus.UNKNOWN);
    }

    @Test
    void capturesOnceWhenTheAnswersAreLost() {
        Payment payment = opened("pm_card_visa");
        gateway.authorize(payment);
        stripe.losesReplies(2);

        assertThat(gateway.capture(payment, 8999).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(stripe.intent("pay_1").captures).isEqualTo(1);
    }

    @Test
    void doesNotWaitBeyondTheDeadline() {
        Payment payment = opened("pm_card_visa");
        stripe.isSlow(5000);
        long start = System.nanoTime();

        try (Deadline.Scope scope = Deadline.open(Duration.ofMillis(400))) {
            assertThatExceptionOfType(PaymentGatewayException.class).isThrownBy(() -> gateway.authorize(payment));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void leavesStripeAloneForAWhileWhenItIsDown() throws InterruptedException {
        Payment payment = opened("pm_card_visa");
        stripe.fails(500, 1000);
        for (String user : List.of("ada", "grace", "alan", "edsger", "barbara")) {
            failsFor(user);
        }
        int asked = stripe.requests().size();

        assertThatExceptionOfType(PaymentGatewayException.class).isThrownBy(() -> gateway.authorize(payment));

        assertThat(stripe.requests()).hasSize(asked);
        stripe.heals();
        Thread.sleep(400);
        assertThat(gateway.authorize(payment).status()).isEqualTo(PaymentStatus.AUTHORIZED);
    }

    @Test
    void isNotLeftAloneForWhatFailsForOneUser() {
        stripe.fails(500, 1000);
        for (int i = 0; i < 10; i++) {
            failsFor("ada");
        }
        stripe.heals();

        assertThat(gateway.open(payment("pay_of_grace", "grace", "pm_card_visa", null))
                        .status())
                .isEqualTo(PaymentStatus.STARTED);
    }

    private void failsFor(String user) {
        assertThatExceptionOfType(PaymentGatewayException.class)
                .isThrownBy(() -> gateway.open(payment("pay_of_" + user, user, "pm_card_visa", null)));
    }

    @Test
    void saysNothingSecretWhenStripeRefuses() {
        Payment payment = opened("pm_card_visa");
        stripe.fails(401, 1);

        assertThatExceptionOfType(PaymentGatewayException.class)
                .isThrownBy(() -> gateway.capture(payment, 8999))
                .withMessageContaining("status 401")
                .withMessageNotContaining("sk_test");
    }

    private Payment opened(String method) {
        return payment(method, gateway.open(payment(method, null)).id());
    }

    static Payment payment(String method, @Nullable String providerId) {
        return payment("pay_1", "ada", method, providerId);
    }

    private static Payment payment(String id, String user, String method, @Nullable String providerId) {
        return new Payment(
                id,
                user,
                8999,
                "USD",
                PaymentStatus.STARTED,
                method,
                "stripe",
                providerId,
                false,
                null,
                null,
                "1:x",
                Instant.EPOCH,
                null,
                null);
    }
}
