package store.retro.order.settlement;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lombok.extern.slf4j.Slf4j;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import store.retro.order.Order;
import store.retro.order.Refund;
import store.retro.order.Settlement;
import store.retro.order.settlement.RefundPlan.Failed;
import store.retro.order.settlement.RefundPlan.ToSend;
import store.retro.order.storage.Orders;
import store.retro.order.storage.SettlementWrites;
import store.retro.payment.Payment;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.PaymentRefund;
import store.retro.payment.PaymentRefusedException;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderRefunds;
import store.retro.payment.handling.PaymentSettlement;
import store.retro.platform.background.BackgroundJob;
import store.retro.platform.background.BackgroundProperties;
import store.retro.platform.background.LeasedWorkQueue;
import store.retro.platform.background.LeasedWorkQueue.Claim;
import store.retro.platform.background.WaitingWork;
import store.retro.platform.documents.StoredDocuments;

/**
 * Gives back what was captured of an order's payment and the order does not come to any more, by the order's refunds,
 * each of them once. It may stop anywhere: what the provider has done, it lists.
 */
@Component
@Slf4j
class RefundSettlement implements BackgroundJob {

    private final ClaimedOrders claimed;
    private final PaymentSettlement payments;
    private final ProviderNews news;
    private final SettlementWrites settlements;
    private final LeasedWorkQueue<Order> work;
    private final Clock clock;

    RefundSettlement(
            ClaimedOrders claimed,
            PaymentSettlement payments,
            ProviderNews news,
            SettlementWrites settlements,
            StoredDocuments documents,
            BackgroundProperties properties,
            Clock clock) {
        this.claimed = claimed;
        this.payments = payments;
        this.news = news;
        this.settlements = settlements;
        this.clock = clock;
        this.work = new LeasedWorkQueue<>(
                documents, Order.class, Settlement.REFUND_DUE, Orders.USER_ID, null, properties, clock);
    }

    @Override
    public String name() {
        return "refunds";
    }

    @Override
    public String kind() {
        return "settlements";
    }

    @Override
    public boolean doNext() {
        return work.doNext(orders -> claimed.withPayments(orders, this::settle, this::postpone));
    }

    private void settle(Claim<Order> claim, Payment payment) {
        try {
            ProviderRefunds provider = payments.refunds(payment);
            PaymentStatus status = provider.payment().status();
            switch (status) {
                case CAPTURED, REFUNDED -> settle(claim, payment, provider);
                case VOIDED -> finish(claim, RefundNotes.allSent(claim.document()));
                default -> postpone(claim, "nothing was captured yet, the provider says " + status.code());
            }
        } catch (PaymentGatewayException e) {
            failed(claim, e);
        }
    }

    private void failed(Claim<Order> claim, PaymentGatewayException failure, Bson... changes) {
        if (failure instanceof PaymentRefusedException) {
            stuck(claim, failure.getMessage(), changes);
        } else {
            postpone(claim, failure.getMessage(), changes);
        }
    }

    private void settle(Claim<Order> claim, Payment payment, ProviderRefunds provider) {
        Order order = claim.document();
        RefundPlan plan = RefundPlan.of(order, provider);
        Optional<Bson> untold = news.of(order, provider);
        if (untold.isPresent()) {
            work.again(claim, untold.get());
        } else if (plan.unexplained() > 0) {
            work.again(claim, RefundNotes.begun(order, plan.unexplained(), clock.instant()));
        } else {
            send(claim, payment, provider, plan);
        }
    }

    private void send(Claim<Order> claim, Payment payment, ProviderRefunds provider, RefundPlan plan) {
        Order order = claim.document();
        List<Integer> done = new ArrayList<>(plan.done());
        List<Failed> failed = new ArrayList<>(plan.failed());
        for (ToSend next : plan.toSend()) {
            Refund refund = next.refund();
            try {
                PaymentRefund asked = new PaymentRefund(refund.id(), refund.attempt(), next.amount());
                if (payments.refund(payment, asked).failed()) {
                    failed.add(new Failed(next.place(), refund, refund.attempt() + 1));
                } else {
                    done.add(next.place());
                }
            } catch (PaymentGatewayException e) {
                failed(claim, e, noted(order, done, failed), RefundNotes.tried(next, e));
                return;
            }
        }
        Bson changes = noted(order, done, failed);
        if (plan.stuck() || !failed.isEmpty()) {
            stuck(claim, "the provider says that a refund has not reached the buyer", changes);
        } else if (plan.amiss().isPresent()) {
            stuck(claim, plan.amiss().get(), changes, RefundNotes.given(order, provider.payment()));
        } else {
            if (order.amountDue() == 0 && !provider.payment().isDisputed()) {
                payments.allGivenBack(payment, provider.payment());
            }
            finish(claim, changes, RefundNotes.given(order, provider.payment()));
        }
    }

    private Bson noted(Order order, List<Integer> done, List<Failed> failed) {
        return Updates.combine(RefundNotes.sent(order, done), RefundNotes.failed(failed, clock.instant()));
    }

    /** Unless something else is to be given back by now: then that is done next. */
    private void finish(Claim<Order> claim, Bson... changes) {
        Order order = claim.document();
        Bson unchanged = Filters.and(
                OrderSettlement.comesToTheSame(order),
                Filters.exists(Refund.REFUNDS + "." + order.allRefunds().size(), false));
        work.finishIf(claim, unchanged, changes);
    }

    private void stuck(Claim<Order> claim, String failure, Bson... changes) {
        work.postponeStuck(claim, failure, changes);
        log.warn("a refund of order {} has to be looked at: {}", claim.id(), failure);
    }

    private void postpone(Claim<Order> claim, String failure, Bson... changes) {
        if (work.postpone(claim, failure, changes)) {
            log.warn("order {} has a refund to come after {} attempts: {}", claim.id(), claim.attempts(), failure);
        }
    }

    @Override
    public WaitingWork waiting() {
        return work.waiting();
    }

    /** What has failed is sent once more. */
    @Override
    public boolean retry(String id) {
        settlements.sendFailedRefundsAgain(id);
        return BackgroundJob.super.retry(id);
    }
}
