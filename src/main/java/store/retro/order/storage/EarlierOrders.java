package store.retro.order.storage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import store.retro.order.Order;
import store.retro.payment.PaymentProblem;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;

/**
 * What is already stored under a request's key and payment.
 *
 * @param byKey the user's order with this Idempotency-Key, if it can be read
 * @param byPayment the user's order with this payment, if it can be read
 * @param keyReused whether an order with this key has another payment, and so was asked for by another body
 * @param paymentUsed whether an order has this payment
 * @param paymentVoided whether the payment was given back instead of used
 */
public record EarlierOrders(
        @Nullable Order byKey,
        @Nullable Order byPayment,
        boolean keyReused,
        boolean paymentUsed,
        boolean paymentVoided) {

    public boolean any() {
        return keyReused || paymentUsed || paymentVoided;
    }

    /**
     * The order that a request has placed before, if it has.
     *
     * @param key null where the request has none
     *
     * @throws ProblemException {@code idempotency-key-reused} or {@code payment-already-used}
     */
    public Optional<Order> replay(@Nullable String key, String requestHash) {
        Optional<Order> own = ownOrder(key, requestHash);
        if (own.isEmpty() && paymentUsed) {
            throw new ProblemException(
                    PaymentProblem.PAYMENT_ALREADY_USED, "This payment has already paid for an order of yours.");
        }
        return own;
    }

    /**
     * As {@link #replay}, but what the payment has done under another key or with another body does not count.
     *
     * @throws ProblemException {@code idempotency-key-reused}
     */
    public Optional<Order> ownOrder(@Nullable String key, String requestHash) {
        if (key == null) {
            return Optional.ofNullable(byPayment).filter(order -> requestHash.equals(order.requestHash()));
        }
        if (keyReused || byKey != null && !requestHash.equals(byKey.requestHash())) {
            throw new ProblemException(
                    GeneralProblem.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key has already placed another order.");
        }
        return Optional.ofNullable(byKey);
    }
}
