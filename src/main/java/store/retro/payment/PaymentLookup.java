package store.retro.payment;

import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** How far a payment is, asking the provider where the store's record may lag behind. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class PaymentLookup {

    private final Payments payments;
    private final PaymentGateways gateways;
    private final PaidOrders orders;

    Optional<Payment> find(String userId, String id) {
        return payments.find(userId, id).map(payment -> payment.status().open() ? refreshed(payment) : payment);
    }

    private Payment refreshed(Payment known) {
        return providers(known)
                .flatMap(provider -> payments.note(known, provider))
                .or(() -> payments.find(known.userId(), known.id()))
                .orElse(known);
    }

    /** A provider has said that something has happened to a payment; what it is now is read from there. */
    public void movedAtProvider(String providerId) {
        payments.findByProviderId(providerId).ifPresent(payment -> {
            providers(payment).ifPresent(now -> payments.note(payment, now));
            orders.paymentMoved(payment.userId(), payment.id());
        });
    }

    /** Empty, too, when nobody can be asked any more: then what the store knows is all there is. */
    private Optional<ProviderPayment> providers(Payment payment) {
        return gateways.find(payment).flatMap(gateway -> gateway.find(payment));
    }
}
