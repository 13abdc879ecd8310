package store.retro.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import store.retro.fixture.Concurrently;
import store.retro.payment.Payment;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.PaymentRefund;
import store.retro.payment.ProviderFailureException;
import store.retro.payment.ProviderRefund;

/** A refund is sent once, whatever becomes of Stripe's answers. */
class StripeRefundsTest {

    private static final Instant LATE = Instant.parse("2026-12-05T23:59:59Z");
    private static final PaymentRefund REFUND = new PaymentRefund("r1", 0, 3000);

    private final FakeStripe stripe = new FakeStripe();
    private Payment payment;

    @BeforeEach
    void capture() {
        StripeGateway gateway = at(LATE);
        Payment opened = StripeGatewayTest.payment("pm_card_visa", null);
        payment = StripeGatewayTest.payment("pm_card_visa", gateway.open(opened).id());
        gateway.authorize(payment);
        gateway.capture(payment, 8999);
    }

    @AfterEach
    void close() {
        stripe.close();
    }

    private StripeGateway at(Instant now) {
        return StripeGatewayTest.gateway(stripe.base().toString(), now);
    }

    @Test
    void carriesTheStoresIdAsKeyAndAsMetadata() {
        at(LATE).refund(payment, REFUND);

        FakeStripe.Request request = stripe.requests().get(stripe.requests().size() - 1);
        assertThat(request.key()).isEqualTo("r1");
        assertThat(request.form())
                .containsEntry("amount", "3000")
                .containsEntry("metadata[refund_id]", "r1")
                .containsEntry("metadata[refund_attempt]", "0")
                .containsEntry("metadata[payment_id]", "pay_1")
                .containsEntry("metadata[store_id]", "this store");
        assertThat(at(LATE).refunds(payment)).containsExactly(new ProviderRefund("re_pi_1_0", "r1", 0, 3000, false));
        assertThat(at(LATE).find(payment).orElseThrow().taken()).isEqualTo(5999);
    }

    /** On the one side of the hour and the day, and on the other. */
    @ParameterizedTest
    @CsvSource({"PT0S", "PT1S", "PT1H", "PT24H"})
    void isSentOnceWhenTheAnswerIsLost(Duration later) {
        stripe.losesReplies(1000);
        assertThatExceptionOfType(PaymentGatewayException.class)
                .isThrownBy(() -> at(LATE).refund(payment, REFUND))
                .isNotInstanceOf(ProviderFailureException.class);
        stripe.heals();

        at(LATE.plus(later)).refund(payment, REFUND);

        assertThat(stripe.intent("pay_1").refunds).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT1S", "PT1H"})
    void isSentOnceByTwoWorkers(Duration later) throws InterruptedException {
        StripeGateway one = at(LATE);
        StripeGateway other = at(LATE.plus(later));
        stripe.losesReplies(1);

        Concurrently.run(
                2, List.<Callable<Object>>of(() -> one.refund(payment, REFUND), () -> other.refund(payment, REFUND)));

        assertThat(stripe.intent("pay_1").refunds).isEqualTo(1);
    }

    @Test
    void isListedOnceStripeHasForgottenTheKey() {
        stripe.losesReplies(1000);
        assertThatExceptionOfType(PaymentGatewayException.class).isThrownBy(() -> at(LATE).refund(payment, REFUND));
        stripe.heals();
        stripe.forgetsKeys();

        assertThat(at(LATE.plus(Duration.ofDays(2))).refunds(payment))
                .extracting(ProviderRefund::storeId)
                .containsExactly("r1");
    }

    @Test
    void isAskedForUnderAnotherKeyOnlyOnceStripeRepeatsAFailure() {
        stripe.fails(500, 1);
        assertThatExceptionOfType(ProviderFailureException.class).isThrownBy(() -> at(LATE).refund(payment, REFUND));
        assertThat(stripe.requests())
                .filteredOn(request -> request.path().endsWith("/refunds"))
                .extracting(FakeStripe.Request::key)
                .containsExactly("r1", "r1");

        at(LATE).refund(payment, new PaymentRefund("r1", 1, 3000));

        assertThat(stripe.requests().get(stripe.requests().size() - 1).key()).isEqualTo("r1:1");
        assertThat(stripe.intent("pay_1").givenBack()).isEqualTo(3000);
    }

    @Test
    void isListedWhereStripeHasDoneItAndFailedAfterwards() {
        stripe.failsAfterwards(1);
        assertThatExceptionOfType(ProviderFailureException.class).isThrownBy(() -> at(LATE).refund(payment, REFUND));

        assertThat(at(LATE).refunds(payment))
                .extracting(ProviderRefund::storeId)
                .containsExactly("r1");
    }

    /** Else it would be taken for what a capture of a part has let go, and sent again. */
    @Test
    void isListedAlsoBeforeStripeHasBookedIt() {
        at(LATE).refund(payment, REFUND);
        stripe.book().refundsOf(stripe.intent("pay_1").id).forEach(refund -> refund.booked = false);

        assertThat(at(LATE).refunds(payment))
                .extracting(ProviderRefund::storeId)
                .containsExactly("r1");
    }

    @Test
    void saysThatItHasFailed() {
        stripe.failsRefunds(1);

        assertThat(at(LATE).refund(payment, REFUND).failed()).isTrue();
        assertThat(at(LATE).find(payment).orElseThrow().taken()).isEqualTo(8999);
    }

    @Test
    void givesBackNoMoreThanWasCaptured() {
        at(LATE).refund(payment, new PaymentRefund("r1", 0, 8000));

        assertThatExceptionOfType(PaymentGatewayException.class)
                .isThrownBy(() -> at(LATE).refund(payment, new PaymentRefund("r2", 0, 1000)));
        assertThat(stripe.intent("pay_1").givenBack()).isEqualTo(8000);
    }

    @Test
    void listsThemAllHoweverManyStripeShowsAtATime() {
        stripe.listsNoMoreThan(2);
        for (int i = 0; i < 5; i++) {
            at(LATE).refund(payment, new PaymentRefund("r" + i, 0, 10));
        }

        assertThat(at(LATE).refunds(payment))
                .extracting(ProviderRefund::storeId)
                .containsExactly("r4", "r3", "r2", "r1", "r0");
    }
}
