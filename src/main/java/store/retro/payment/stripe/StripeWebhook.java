package store.retro.payment.stripe;

import com.stripe.Stripe;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import store.retro.payment.handling.PaymentLookup;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Stripe tells of payments. A delivery is taken as a hint only: the payment is read from Stripe and noted as it is
 * now, so that it does not matter how old a delivery is, how often it comes, in which order, and by which version of
 * Stripe's API it was written. What is not for this store is acknowledged all the same, or Stripe would send it again.
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StripeWebhook {

    private static final long TOLERANCE_SECONDS = 300;

    private final StripeProperties properties;
    private final PaymentLookup payments;
    private final JsonMapper json;
    private final MeterRegistry meters;

    /**
     * Takes a delivery.
     *
     * @throws ProblemException {@code malformed-request} when it is not signed by Stripe, or was so more than five
     *     minutes ago
     */
    void receive(String body, @Nullable String signature) {
        requireSigned(body, signature);
        JsonNode event = read(body);
        meters.counter("store.payment.webhooks", "provider", "stripe", "outcome", outcome(event))
                .increment();
    }

    /** What has become of a delivery. */
    private String outcome(JsonNode event) {
        Boolean live = properties.live();
        if (live != null && event.path("livemode").asBoolean(live) != live) {
            return "other-mode";
        }
        Optional<String> intent = paymentIntent(event.at("/data/object"));
        if (intent.isEmpty()) {
            return "unknown-type";
        }
        if (!payments.movedAtProvider(intent.get())) {
            return "unknown-payment";
        }
        boolean ofThisVersion =
                Stripe.API_VERSION.equals(event.path("api_version").asString(Stripe.API_VERSION));
        return ofThisVersion ? "noted" : "noted-of-other-version";
    }

    private void requireSigned(String body, @Nullable String signature) {
        String secret = properties.webhookSecret();
        try {
            if (secret != null && signature != null) {
                Webhook.Signature.verifyHeader(body, signature, secret, TOLERANCE_SECONDS);
                return;
            }
        } catch (SignatureVerificationException | RuntimeException e) {
            // refused below, as one without
        }
        throw new ProblemException(
                GeneralProblem.MALFORMED_REQUEST, "The delivery does not carry a fresh signature of Stripe's.");
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            throw new ProblemException(GeneralProblem.MALFORMED_REQUEST, "The delivery is not JSON.");
        }
    }

    /** The PaymentIntent that something is, or a charge, refund or dispute is of; empty for anything else. */
    static Optional<String> paymentIntent(JsonNode about) {
        String id = switch (about.path("object").asString("")) {
            case "payment_intent" -> about.path("id").asString("");
            case "charge", "refund", "dispute" -> about.path("payment_intent").asString("");
            default -> "";
        };
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }
}
