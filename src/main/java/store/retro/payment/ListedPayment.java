package store.retro.payment;

import java.time.Instant;

/**
 * A payment of the store's, as its provider lists it.
 *
 * @param paymentId the store's own id of it; empty where the provider was not told
 * @param createdAt when the provider was told of it
 */
public record ListedPayment(String paymentId, Instant createdAt, ProviderPayment payment) {

    /** Whether money is held or was taken, and the buyer has not got it back. */
    public boolean hasMoney() {
        return payment.status() == PaymentStatus.AUTHORIZED || payment.status() == PaymentStatus.CAPTURED;
    }
}
