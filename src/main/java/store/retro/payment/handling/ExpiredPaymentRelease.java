package store.retro.payment.handling;

import java.time.Clock;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;
import store.retro.payment.PaidOrders;
import store.retro.payment.Payment;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.PaymentRefusedException;
import store.retro.payment.PaymentStatus;
import store.retro.platform.background.BackgroundJob;
import store.retro.platform.background.BackgroundProperties;
import store.retro.platform.background.LeasedWorkQueue;
import store.retro.platform.background.LeasedWorkQueue.Claim;
import store.retro.platform.background.WaitingWork;
import store.retro.platform.documents.StoredDocuments;

/**
 * Gives back what no order has used for too long. A payment is closed to orders first; should an order have it, or its
 * commit win the race, closing fails and nothing is given back. So it does not matter that nobody knows the fate of
 * some commit.
 */
@Component
@Slf4j
class ExpiredPaymentRelease implements BackgroundJob {

    private final PaymentSettlement settlement;
    private final PaidOrders orders;
    private final Payments payments;
    private final Clock clock;
    private final LeasedWorkQueue<Payment> work;

    ExpiredPaymentRelease(
            PaymentSettlement settlement,
            PaidOrders orders,
            Payments payments,
            StoredDocuments documents,
            BackgroundProperties properties,
            Clock clock) {
        this.settlement = settlement;
        this.orders = orders;
        this.payments = payments;
        this.clock = clock;
        this.work = new LeasedWorkQueue<>(
                documents, Payment.class, Payments.RELEASE, Payments.USER_ID, null, properties, clock);
    }

    @Override
    public String name() {
        return "unused-payments";
    }

    @Override
    public String kind() {
        return "payments";
    }

    @Override
    public boolean doNext() {
        return work.doNext(payments -> this::release);
    }

    private void release(Claim<Payment> claim) {
        Payment payment = claim.document();
        if (!orders.close(payment.userId(), payment.id())) {
            work.finish(claim);
            return;
        }
        payments.removeLater(payment, clock.instant());
        try {
            PaymentStatus now = settlement.release(payment);
            if (now.givenBack()) {
                work.finish(claim);
            } else {
                postpone(claim, "the provider says " + now.code());
            }
        } catch (PaymentRefusedException e) {
            work.postponeStuck(claim, e.getMessage());
        } catch (PaymentGatewayException e) {
            postpone(claim, e.getMessage());
        }
    }

    private void postpone(Claim<Payment> claim, String failure) {
        if (work.postpone(claim, failure)) {
            log.warn("payment {} cannot be given back after {} attempts: {}", claim.id(), claim.attempts(), failure);
        }
    }

    @Override
    public WaitingWork waiting() {
        return work.waiting();
    }
}
