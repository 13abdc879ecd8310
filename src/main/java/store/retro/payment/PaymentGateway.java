package store.retro.payment;

import java.util.Optional;
import store.retro.platform.problem.StartRefusedException;

/**
 * The payment provider. Every call ends within the current {@link store.retro.platform.deadline.Deadline}, may be
 * repeated, and has its effect once: the payment's id is part of the idempotency key. What cannot be done any more is
 * no error: the answer says what the payment is now.
 *
 * <p>Every call may throw {@link PaymentGatewayException}: the provider cannot be asked now.
 */
public interface PaymentGateway {

    /** Why the store does not start: nothing says, or not enough, who takes the money. */
    static StartRefusedException missing(String description) {
        return new StartRefusedException(description, """
                Set store.payment.gateway (STORE_PAYMENT_GATEWAY) to
                    stripe      with store.payment.stripe.api-key and store.payment.stripe.webhook-secret
                    simulated   to try the store: payments are make-believe, and no money is taken.""");
    }

    /** Whether the provider may know this way of paying. */
    boolean accepts(String paymentMethod);

    /**
     * Tells the provider of the payment. Nothing is held yet.
     *
     * @throws UnknownPaymentMethodException when the provider does not know the way of paying
     */
    ProviderPayment open(Payment payment);

    /**
     * Asks the provider to hold the amount, without taking it yet.
     *
     * @param payment one that was opened, and whose {@code providerId} is stored
     * @return what became of it: authorized, declined or waiting for the buyer
     */
    ProviderPayment authorize(Payment payment);

    /** The payment as the provider sees it now; empty when it was never opened. */
    Optional<ProviderPayment> find(Payment payment);

    /** Takes the amount that is held. */
    ProviderPayment capture(Payment payment);

    /** Ends a payment of which nothing has been taken; what was held is free again. */
    ProviderPayment cancel(Payment payment);

    /** Gives back all that was taken. */
    ProviderPayment refund(Payment payment);
}
