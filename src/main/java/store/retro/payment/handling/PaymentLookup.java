package store.retro.payment.handling;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.payment.PaidOrders;
import store.retro.payment.Payment;
import store.retro.payment.ProviderPayment;

/** How far a payment is, asking the provider where the store's record may lag behind. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class PaymentLookup {

    private final Payments payments;
    private final PaymentGateways gateways;
    private final PaidOrders orders;
    private final Clock clock;

    Optional<Payment> find(String userId, String id) {
        return payments.find(userId, id).map(payment -> payment.status().open() ? refreshed(payment) : payment);
    }

    private Payment refreshed(Payment known) {
        return read(known).or(() -> payments.find(known.userId(), known.id())).orElse(known);
    }

    /**
     * A provider has said that something has happened to a payment; what it is now is read from there. Where an order
     * has it, that is left to the order's settlement.
     *
     * @return whether it is one of the store's
     */
    public boolean movedAtProvider(String providerId) {
        Optional<Payment> moved = payments.findByProviderId(providerId);
        moved.filter(payment -> !orders.paymentMoved(payment.userId(), payment.id()))
                .ifPresent(this::read);
        return moved.isPresent();
    }

    private Optional<Payment> read(Payment payment) {
        Instant begun = clock.instant();
        return providers(payment).flatMap(now -> payments.note(payment, now, begun));
    }

    /** Empty, too, when nobody can be asked any more: then what the store knows is all there is. */
    private Optional<ProviderPayment> providers(Payment payment) {
        return gateways.find(payment).flatMap(gateway -> gateway.find(payment));
    }
}
