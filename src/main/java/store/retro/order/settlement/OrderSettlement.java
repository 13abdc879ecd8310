package store.retro.order.settlement;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.util.Map;
import lombok.extern.slf4j.Slf4j;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import store.retro.order.HistoryEntry;
import store.retro.order.Order;
import store.retro.order.OrderStatus;
import store.retro.order.OrderStatus.Money;
import store.retro.order.Orders;
import store.retro.order.Settlement;
import store.retro.payment.Payment;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.PaymentSettlement;
import store.retro.payment.PaymentStatus;
import store.retro.platform.background.BackgroundJob;
import store.retro.platform.background.BackgroundProperties;
import store.retro.platform.background.LeasedWorkQueue;
import store.retro.platform.background.LeasedWorkQueue.Claim;
import store.retro.platform.background.WaitingWork;
import store.retro.platform.mongo.StoredDocuments;

/**
 * Settles the payments of orders: captured for a placed order, voided or refunded for a cancelled one. It asks the
 * provider for what the order needs now, never for what somebody wanted earlier, and may stop anywhere: the provider
 * does each thing once, and the order stays due until its settlement is noted.
 */
@Component
@Slf4j
class OrderSettlement implements BackgroundJob {

    private final PaymentSettlement payments;
    private final LeasedWorkQueue<Order> work;
    private final Clock clock;

    OrderSettlement(
            PaymentSettlement payments, StoredDocuments documents, BackgroundProperties properties, Clock clock) {
        this.payments = payments;
        this.clock = clock;
        this.work =
                new LeasedWorkQueue<>(documents, Order.class, Settlement.DUE, Orders.USER_ID, null, properties, clock);
    }

    @Override
    public String name() {
        return "settlement";
    }

    @Override
    public String kind() {
        return "settlements";
    }

    @Override
    public boolean doNext() {
        return work.doNext(orders -> {
            Map<String, Payment> known = payments.find(
                    orders.stream().map(Order::userId).toList(),
                    orders.stream().map(Order::paymentId).toList());
            return claim -> settle(claim, known.get(claim.document().paymentId()));
        });
    }

    private void settle(Claim<Order> claim, @Nullable Payment payment) {
        if (payment == null || !payment.userId().equals(claim.document().userId())) {
            postpone(claim, "the record of the payment is missing, or cannot be read");
            return;
        }
        try {
            switch (claim.document().moneyDue()) {
                case TAKEN -> capture(claim, payment);
                case GIVEN_BACK -> release(claim, payment);
                case LEFT_ALONE -> postpone(claim, "the status of the order or its settlement is of a later version");
            }
        } catch (PaymentGatewayException e) {
            postpone(claim, e.getMessage());
        }
    }

    private void capture(Claim<Order> claim, Payment payment) {
        PaymentStatus now = payments.capture(payment);
        if (now != PaymentStatus.CAPTURED) {
            postpone(claim, "the payment cannot be captured, the provider says " + now.code());
            return;
        }
        Bson asItWas = Filters.in(
                "status",
                OrderStatus.whoseMoneyIs(Money.TAKEN).stream()
                        .map(OrderStatus::code)
                        .toList());
        work.finishIf(claim, asItWas, captured(claim.document()));
    }

    private void release(Claim<Order> claim, Payment payment) {
        PaymentStatus now = payments.release(payment);
        if (now.givenBack()) {
            work.finish(claim, settled(now));
        } else {
            postpone(claim, "the payment cannot be given back, the provider says " + now.code());
        }
    }

    private Bson captured(Order order) {
        Bson settled = settled(PaymentStatus.CAPTURED);
        boolean noted = order.settlement().status() == PaymentStatus.CAPTURED;
        HistoryEntry entry = HistoryEntry.captured(clock.instant(), order.billingAmount());
        return noted ? settled : Updates.combine(settled, Updates.push(HistoryEntry.HISTORY, entry.document()));
    }

    private static Bson settled(PaymentStatus status) {
        return Updates.set(Settlement.STATUS, status.code());
    }

    private void postpone(Claim<Order> claim, String failure) {
        if (work.postpone(claim, failure)) {
            log.warn("order {} is not settled after {} attempts: {}", claim.id(), claim.attempts(), failure);
        }
    }

    @Override
    public WaitingWork waiting() {
        return work.waiting();
    }
}
