package store.retro.payment.stripe;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import store.retro.payment.PaidOrders;
import store.retro.payment.Payment;
import store.retro.payment.PaymentGateway;
import store.retro.payment.PaymentProperties;
import store.retro.payment.Payments;
import store.retro.platform.problem.Problem;
import store.retro.platform.problem.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Stripe tells of payments. A delivery is taken as a hint only: the payment is read from Stripe and noted as it is
 * now, so that it does not matter how old a delivery is, how often it comes, and in which order.
 */
@Component
class StripeWebhook {

    private static final long TOLERANCE_SECONDS = 300;

    private final PaymentProperties properties;
    private final Payments payments;
    private final PaymentGateway gateway;
    private final PaidOrders orders;
    private final JsonMapper json;

    StripeWebhook(
            PaymentProperties properties,
            Payments payments,
            PaymentGateway gateway,
            PaidOrders orders,
            JsonMapper json) {
        this.properties = properties;
        this.payments = payments;
        this.gateway = gateway;
        this.orders = orders;
        this.json = json;
    }

    /**
     * Takes a delivery.
     *
     * @throws ProblemException {@code malformed-request} when it is not signed by Stripe, or was so more than five minutes ago
     */
    void receive(String body, @Nullable String signature) {
        requireSigned(body, signature);
        JsonNode about = read(body).at("/data/object");
        payment(about).ifPresent(this::refresh);
    }

    private void requireSigned(String body, @Nullable String signature) {
        String secret = properties.stripe().webhookSecret();
        try {
            if (secret != null && signature != null) {
                Webhook.Signature.verifyHeader(body, signature, secret, TOLERANCE_SECONDS);
                return;
            }
        } catch (SignatureVerificationException | RuntimeException e) {
            // refused below, as one without
        }
        throw new ProblemException(
                Problem.MALFORMED_REQUEST, "The delivery does not carry a fresh signature of Stripe's.");
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            throw new ProblemException(Problem.MALFORMED_REQUEST, "The delivery is not JSON.");
        }
    }

    /** The payment that a PaymentIntent, or a charge for one, belongs to; empty for anything else. */
    private Optional<Payment> payment(JsonNode about) {
        String providerId = switch (about.path("object").asString("")) {
            case "payment_intent" -> about.path("id").asString("");
            case "charge", "refund" -> about.path("payment_intent").asString("");
            default -> "";
        };
        return providerId.isEmpty() ? Optional.empty() : payments.findByProviderId(providerId);
    }

    private void refresh(Payment payment) {
        gateway.find(payment).ifPresent(now -> payments.note(payment, now));
        orders.paymentMoved(payment.userId(), payment.id());
    }
}
