package store.retro.payment;

import java.util.Optional;

/**
 * The payment provider. Every call ends within the request's {@link store.retro.mongo.Deadline} and may be repeated:
 * the payment's id is the idempotency key.
 */
interface PaymentGateway {

    /** Whether the provider knows this way of paying. */
    boolean accepts(String paymentMethod);

    /**
     * Asks the provider to hold the amount, without taking it yet.
     *
     * @return what became of it: authorized, declined or waiting for the buyer
     * @throws PaymentGatewayException when the provider cannot be asked now
     */
    ProviderPayment authorize(Payment payment);

    /**
     * The payment as the provider sees it now.
     *
     * @throws PaymentGatewayException when the provider cannot be asked now
     */
    Optional<ProviderPayment> find(Payment payment);
}
