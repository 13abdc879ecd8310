package store.retro.payment;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** How far a payment is, asking the provider where the store's record may lag behind. */
@Component
class PaymentLookup {

    private final Payments payments;
    private final PaymentGateway gateway;

    PaymentLookup(Payments payments, PaymentGateway gateway) {
        this.payments = payments;
        this.gateway = gateway;
    }

    Optional<Payment> find(String userId, String id) {
        return payments.find(userId, id).map(payment -> payment.status().open() ? refreshed(payment) : payment);
    }

    private Payment refreshed(Payment known) {
        return gateway.find(known)
                .flatMap(provider -> payments.note(known, provider))
                .or(() -> payments.find(known.userId(), known.id()))
                .orElse(known);
    }
}
