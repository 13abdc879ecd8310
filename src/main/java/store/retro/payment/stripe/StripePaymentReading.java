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

/**
 * What a PaymentIntent says of a payment; how much was taken and given back, and until when it is held, its charge
 * says. What a capture of a part has let go counts there as refunded, too; it was never taken.
 */
final class StripePaymentReading {

    private StripePaymentReading() {}

    static ProviderPayment of(PaymentIntent intent, StripeCurrency currency) {
        Charge charge = intent.getLatestChargeObject();
        long captured = captured(intent, charge);
        long refunded = charge == null ? 0 : charge.getAmountRefunded() - (charge.getAmount() - captured);
        PaymentStatus status = status(intent, captured > 0 && refunded >= captured);
        String code = intent.getCurrency().toUpperCase(Locale.ROOT);
        boolean ours = code.equals(currency.code());
        return new ProviderPayment(
                intent.getId(),
                metadata(intent).getOrDefault(StripeGateway.USER_ID, ""),
                ours ? currency.ofStore(intent.getAmount()) : intent.getAmount(),
                code,
                status,
                status == PaymentStatus.REQUIRES_ACTION ? intent.getClientSecret() : null,
                intent.getLivemode(),
                ours ? currency.ofStore(captured) : captured,
                Math.max(0, ours ? currency.ofStore(refunded) : refunded),
                null,
                status == PaymentStatus.AUTHORIZED ? captureBefore(charge) : null);
    }

    static Map<String, String> metadata(MetadataStore<?> object) {
        return Objects.requireNonNullElse(object.getMetadata(), Map.of());
    }

    private static long captured(PaymentIntent intent, @Nullable Charge charge) {
        if (!"succeeded".equals(intent.getStatus())) {
            return 0;
        }
        Long captured = charge == null ? null : charge.getAmountCaptured();
        return Objects.requireNonNullElse(captured, intent.getAmountReceived());
    }

    private static @Nullable Instant captureBefore(@Nullable Charge charge) {
        return Optional.ofNullable(charge)
                .map(Charge::getPaymentMethodDetails)
                .map(Charge.PaymentMethodDetails::getCard)
                .map(Charge.PaymentMethodDetails.Card::getCaptureBefore)
                .map(Instant::ofEpochSecond)
                .orElse(null);
    }

    private static PaymentStatus status(PaymentIntent intent, boolean refunded) {
        return switch (intent.getStatus()) {
            case "requires_capture" -> PaymentStatus.AUTHORIZED;
            case "requires_action" -> PaymentStatus.REQUIRES_ACTION;
            case "succeeded" -> refunded ? PaymentStatus.REFUNDED : PaymentStatus.CAPTURED;
            case "canceled" -> PaymentStatus.VOIDED;
            case "requires_payment_method" ->
                intent.getLastPaymentError() == null ? PaymentStatus.STARTED : PaymentStatus.DECLINED;
            default -> PaymentStatus.STARTED;
        };
    }
}
