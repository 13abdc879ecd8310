package store.retro.payment.handling;

import java.time.Clock;
import org.springframework.stereotype.Component;
import store.retro.payment.PaidOrders;
import store.retro.payment.Payment;
import store.retro.platform.background.BackgroundJob;
import store.retro.platform.background.BackgroundProperties;
import store.retro.platform.background.LeasedWorkQueue;
import store.retro.platform.background.LeasedWorkQueue.Claim;
import store.retro.platform.background.WaitingWork;
import store.retro.platform.documents.StoredDocuments;

/**
 * Removes payments that ended without an order, long after anybody asks for them, and then what kept orders from them:
 * in this order, for an order asks for the payment first.
 */
@Component
class EndedPaymentRemoval implements BackgroundJob {

    private final Payments payments;
    private final PaidOrders orders;
    private final PaymentLimits limits;
    private final LeasedWorkQueue<Payment> work;

    EndedPaymentRemoval(
            Payments payments,
            PaidOrders orders,
            PaymentLimits limits,
            StoredDocuments documents,
            BackgroundProperties properties,
            Clock clock) {
        this.payments = payments;
        this.orders = orders;
        this.limits = limits;
        this.work = new LeasedWorkQueue<>(
                documents, Payment.class, Payments.REMOVAL, Payments.USER_ID, null, properties, clock);
    }

    @Override
    public String name() {
        return "ended-payments";
    }

    @Override
    public String kind() {
        return "payments";
    }

    @Override
    public boolean doNext() {
        limits.forgetFormer();
        return work.doNext(ended -> this::remove);
    }

    private void remove(Claim<Payment> claim) {
        Payment payment = claim.document();
        if (payment.status().givenBack()) {
            payments.removeEnded(payment);
            orders.reopen(payment.userId(), payment.id());
        } else {
            work.postpone(
                    claim, "it is not given back yet, but " + payment.status().code());
        }
    }

    @Override
    public WaitingWork waiting() {
        return work.waiting();
    }

    /** Whoever wants a payment given back does not want it forgotten before its time. */
    @Override
    public boolean retry(String id) {
        return false;
    }
}
