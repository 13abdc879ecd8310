package store.retro.payment.stripe;

import com.stripe.model.Charge;
import com.stripe.model.MetadataStore;
import com.stripe.model.PaymentIntent;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderPayment;

/** What a PaymentIntent says of a payment; how much was taken, and until when it is held, its charge says. */
final class StripePaymentReading {

    private StripePaymentReading() {}

    static ProviderPayment of(PaymentIntent intent, StripeCurrency currency) {
        PaymentStatus status = status(intent);
        String code = intent.getCurrency().toUpperCase(Locale.ROOT);
        boolean ours = code.equals(currency.code());
        long captured = captured(intent, status);
        long refunded = refunded(intent, captured);
        return new ProviderPayment(
                intent.getId(),
                metadata(intent).getOrDefault(StripeGateway.USER_ID, ""),
                ours ? currency.ofStore(intent.getAmount()) : intent.getAmount(),
                code,
                status,
                status == PaymentStatus.REQUIRES_ACTION ? intent.getClientSecret() : null,
                ours ? currency.ofStore(captured) : captured,
                ours ? currency.ofStore(refunded) : refunded,
                status == PaymentStatus.AUTHORIZED ? captureBefore(intent.getLatestChargeObject()) : null);
    }

    static Map<String, String> metadata(MetadataStore<?> object) {
        return Objects.requireNonNullElse(object.getMetadata(), Map.of());
    }

    private static long captured(PaymentIntent intent, PaymentStatus status) {
        return status == PaymentStatus.CAPTURED || status == PaymentStatus.REFUNDED ? intent.getAmountReceived() : 0;
    }

    /** What a capture of a part has let go counts as refunded with Stripe, too; it was never taken. */
    private static long refunded(PaymentIntent intent, long captured) {
        Charge charge = intent.getLatestChargeObject();
        return captured == 0 || charge == null ? 0 : captured - charge.getAmount() + charge.getAmountRefunded();
    }

    private static @Nullable Instant captureBefore(@Nullable Charge charge) {
        return Optional.ofNullable(charge)
                .map(Charge::getPaymentMethodDetails)
                .map(Charge.PaymentMethodDetails::getCard)
                .map(Charge.PaymentMethodDetails.Card::getCaptureBefore)
                .map(Instant::ofEpochSecond)
                .orElse(null);
    }

    private static PaymentStatus status(PaymentIntent intent) {
        return switch (intent.getStatus()) {
            case "requires_capture" -> PaymentStatus.AUTHORIZED;
            case "requires_action" -> PaymentStatus.REQUIRES_ACTION;
            case "succeeded" ->
                isRefunded(intent.getLatestChargeObject()) ? PaymentStatus.REFUNDED : PaymentStatus.CAPTURED;
            case "canceled" -> PaymentStatus.VOIDED;
            case "requires_payment_method" ->
                intent.getLastPaymentError() == null ? PaymentStatus.STARTED : PaymentStatus.DECLINED;
            default -> PaymentStatus.STARTED;
        };
    }

    private static boolean isRefunded(@Nullable Charge charge) {
        return charge != null && Boolean.TRUE.equals(charge.getRefunded());
    }
}
