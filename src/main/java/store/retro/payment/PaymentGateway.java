package store.retro.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import store.retro.money.AmountRange;

/**
 * A payment provider, whose package makes the bean when its own settings are there. Every call ends within the current
 * {@link store.retro.platform.deadline.Deadline}, may be repeated, and has its effect once: the payment's id is part of
 * the idempotency key. What cannot be done any more is no error: the answer says what the payment is now.
 *
 * <p>Every call may throw {@link PaymentGatewayException}: the provider cannot be asked now; or, if that is a
 * {@link PaymentRefusedException}, never again with this, and nothing has happened.
 */
public interface PaymentGateway {

    /** As {@code store.payment.gateway} and stored payments spell it: in lower case, its own, and never another one. */
    String name();

    /**
     * Whether it has made the payment with this id of a provider's. Asked only for payments from before 2.0, which do
     * not name their provider.
     */
    default boolean made(String providerId) {
        return false;
    }

    /** Whether payments are made with real money now; null where there is no other mode, or nobody knows. */
    default @Nullable Boolean live() {
        return null;
    }

    /** Whether the provider may know this way of paying. */
    boolean accepts(String paymentMethod);

    /** The ways of paying that a page may offer; none where only programs know what {@link #accepts} takes. */
    default List<PaymentMethod> methods() {
        return List.of();
    }

    /** By which the provider's own form in a browser knows the store; null where it has none. */
    default @Nullable String publishableKey() {
        return null;
    }

    /** The amounts that it takes. */
    default AmountRange amounts() {
        return AmountRange.ANY;
    }

    /**
     * Tells the provider of the payment. Nothing is held yet.
     *
     * @throws UnknownPaymentMethodException when the provider does not know the way of paying
     * @throws PaymentNotPossibleException when it can never take this amount
     */
    ProviderPayment open(Payment payment);

    /**
     * Asks the provider to hold the amount, without taking it yet.
     *
     * @param payment one that was opened, and whose {@code providerId} is stored
     * @return what became of it: authorized, declined or waiting for the buyer
     * @throws UnknownPaymentMethodException as above
     * @throws PaymentNotPossibleException as above
     */
    ProviderPayment authorize(Payment payment);

    /**
     * The payment as the provider sees it now: {@link PaymentStatus#UNKNOWN} when it does not know it, empty when it
     * was never opened. Of what was taken, its dispute is asked for, too.
     */
    Optional<ProviderPayment> find(Payment payment);

    /**
     * Takes what is held, or a part of it; the rest is let go. What was taken once stays as it is.
     *
     * @param amount in minor units of the payment's currency
     */
    ProviderPayment capture(Payment payment, long amount);

    /** Ends a payment of which nothing has been taken; what was held is free again. */
    ProviderPayment cancel(Payment payment);

    /** What was given back of a payment, by whomever, or is on its way, or has failed. */
    List<ProviderRefund> refunds(Payment payment);

    /**
     * Gives back a part of what was taken, once for each {@linkplain PaymentRefund#id() id}, however often it is asked;
     * one that has failed is asked for again as another attempt, and only after {@link #refunds} has shown no other.
     *
     * @return what has become of it; it may have failed
     * @throws ProviderFailureException when this attempt is answered with a failure now and from now on
     */
    ProviderRefund refund(Payment payment, PaymentRefund refund);

    /**
     * What was made for a store, whatever its database knows of that, page by page.
     *
     * @param storeId by which a provider tells it from what others have made, if there may be others
     * @param since when the earliest was made
     * @param after the {@code next} of the page before; null for the first one
     */
    Page list(Supplier<String> storeId, Instant since, @Nullable String after);

    /** @param next where the next page begins; null on the last one */
    record Page(List<ListedPayment> payments, @Nullable String next) {}

    /**
     * The provider's ids of the payments of which something was given back or disputed at that time, or whose refund
     * has failed or dispute has ended then; of others, too, that use the same account.
     */
    default Set<String> movedBetween(Instant from, Instant to) {
        return Set.of();
    }
}
