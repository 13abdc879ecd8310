package store.retro.payment.handling;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import store.retro.money.StoreCurrency;
import store.retro.payment.Payment;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.PaymentProblem;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderPayment;
import store.retro.platform.admission.SharedRead;
import store.retro.platform.problem.ProblemException;

/** Whether a payment pays for an order; asked before the order's transaction, for the provider may be slow. */
@Component
public class PaymentVerification {

    private final SharedRead<Wanted, List<Payment>> records;
    private final PaymentGateways gateways;
    private final StoreCurrency currency;

    PaymentVerification(Payments payments, PaymentGateways gateways, StoreCurrency currency) {
        this.records = new SharedRead<>(wanted -> payments.find(
                wanted.stream().map(Wanted::userId).toList(),
                wanted.stream().map(Wanted::id).toList()));
        this.gateways = gateways;
        this.currency = currency;
    }

    private record Wanted(String userId, String id) {

        boolean is(Payment payment) {
            return payment.id().equals(id) && payment.userId().equals(userId);
        }
    }

    /**
     * Makes sure that the provider holds exactly this amount of this user's.
     *
     * @param amount in minor units of the store's currency
     * @throws ProblemException {@code payment-not-authorized} with its {@code reason}, or {@code payment-already-used}
     */
    public void require(String userId, String paymentId, long amount) {
        Payment known = record(userId, paymentId).orElseThrow(PaymentVerification::unknown);
        ProviderPayment payment = gateways.find(known)
                .orElseThrow(PaymentVerification::providerGone)
                .find(known)
                .orElseThrow(PaymentVerification::requiresAction);
        if (!payment.userId().equals(userId)) {
            throw unknown();
        }
        switch (payment.status()) {
            case AUTHORIZED -> requireAmount(payment, amount);
            case DECLINED -> throw declined();
            case STARTED, REQUIRES_ACTION -> throw requiresAction();
            case CAPTURED -> throw taken();
            case VOIDED, REFUNDED -> throw voided();
            case UNKNOWN -> throw unknown();
        }
    }

    private Optional<Payment> record(String userId, String paymentId) {
        Wanted wanted = new Wanted(userId, paymentId);
        return records.read(wanted).stream()
                .filter(wanted::is)
                .filter(payment -> payment.status() != PaymentStatus.UNKNOWN)
                .findFirst();
    }

    /**
     * A payment of the user's as its provider sees it now; empty where nobody can tell.
     *
     * @throws PaymentGatewayException when the provider cannot be asked now
     */
    public Optional<ProviderPayment> current(String userId, String paymentId) {
        return record(userId, paymentId)
                .flatMap(known -> gateways.find(known).flatMap(gateway -> gateway.find(known)))
                .filter(payment -> payment.userId().equals(userId));
    }

    private void requireAmount(ProviderPayment payment, long amount) {
        if (payment.amount() != amount || !payment.currency().equals(currency.code())) {
            throw notAuthorized("wrong-amount", "The payment is not for the amount of this order.");
        }
    }

    static ProblemException unknown() {
        return notAuthorized("unknown", "There is no such payment of yours.");
    }

    /** No {@code try-again}: it would not end before somebody changes the store's settings. */
    static ProblemException providerGone() {
        return notAuthorized("unknown", "The provider of this payment is not asked any more; start another one.");
    }

    private static ProblemException requiresAction() {
        return notAuthorized("requires-action", "The payment waits for an action of yours.");
    }

    static ProblemException declined() {
        return notAuthorized("declined", "The payment was declined.");
    }

    /** The payment was given back, because no order had used it for too long. */
    public static ProblemException voided() {
        return notAuthorized("voided", "The payment was given back and cannot be used any more.");
    }

    /** It has no order here, and yet nobody gives it back. */
    private static ProblemException taken() {
        return new ProblemException(PaymentProblem.PAYMENT_ALREADY_USED, "The payment has been taken already.");
    }

    private static ProblemException notAuthorized(String reason, String detail) {
        return new ProblemException(PaymentProblem.PAYMENT_NOT_AUTHORIZED, detail).with("reason", reason);
    }
}
