package store.retro.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import store.retro.payment.Payment;
import store.retro.payment.PaymentRefund;

/**
 * The adapter against stripe-mock, which checks every request with Stripe's own OpenAPI description, and answers with
 * an example of the right form; it remembers nothing. Run it by {@code src/test/scripts/stripe-mock.sh}.
 */
@EnabledIfSystemProperty(named = "stripe.mock", matches = "http.*")
class StripeMockIT {

    private static final String BASE = System.getProperty("stripe.mock", "http://localhost");

    private final StripeGateway gateway = StripeGatewayTest.gateway(BASE, Instant.now());

    private final Payment payment = StripeGatewayTest.payment("pm_card_visa", "pi_1Gszdm2eZvKYlo2C2p5WZ6Ar");

    @Test
    void asksForWhatStripeDescribes() {
        assertThat(gateway.open(payment).id()).startsWith("pi_");
        assertThat(gateway.authorize(payment).id()).startsWith("pi_");
        assertThat(gateway.find(payment)).isPresent();
        assertThat(gateway.capture(payment, payment.amount()).id()).startsWith("pi_");
        assertThat(gateway.cancel(payment).id()).startsWith("pi_");
        assertThat(gateway.refund(payment, new PaymentRefund("r1", 0, 50)).id()).startsWith("re_");
        assertThat(gateway.refunds(payment)).isNotEmpty();
        assertThatCode(() -> gateway.list(() -> "this store", Instant.EPOCH, "pi_1Gszdm2eZvKYlo2C2p5WZ6Ar"))
                .doesNotThrowAnyException();
        assertThatCode(() -> StripeKeyCheckTest.check(BASE)).doesNotThrowAnyException();
    }
}
