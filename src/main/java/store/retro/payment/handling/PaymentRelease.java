package store.retro.payment.handling;

import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.payment.PaidOrders;
import store.retro.payment.Payment;
import store.retro.payment.PaymentProblem;
import store.retro.payment.PaymentStatus;
import store.retro.platform.problem.ProblemException;

/** Gives a payment back because its buyer says so, long before {@link ExpiredPaymentRelease} would. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class PaymentRelease {

    private static final Set<PaymentStatus> AS_THEY_ARE =
            EnumSet.of(PaymentStatus.DECLINED, PaymentStatus.VOIDED, PaymentStatus.UNKNOWN);

    private final Payments payments;
    private final PaidOrders orders;
    private final Clock clock;

    /**
     * Closes a payment to orders, durably, and makes it due to be given back at once.
     *
     * @return the payment, voided as soon as it is closed; empty if the user has none such
     * @throws ProblemException {@code payment-already-used}
     */
    Optional<Payment> release(String userId, String id) {
        return payments.find(userId, id)
                .map(payment -> releaseUnlessUsed(payment).orElseThrow(PaymentRelease::used));
    }

    private static ProblemException used() {
        return new ProblemException(
                PaymentProblem.PAYMENT_ALREADY_USED, "An order has this payment; cancel the order instead.");
    }

    /** As {@link #release}; empty if an order has it. */
    Optional<Payment> releaseUnlessUsed(Payment payment) {
        if (AS_THEY_ARE.contains(payment.status())) {
            return Optional.of(payment);
        }
        if (!orders.close(payment.userId(), payment.id())) {
            return Optional.empty();
        }
        return Optional.of(payments.giveBack(payment, clock.instant())
                .or(() -> payments.find(payment.userId(), payment.id()))
                .orElse(payment));
    }
}
