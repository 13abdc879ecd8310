package store.retro.order.settlement;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.extern.slf4j.Slf4j;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import store.retro.order.HistoryEntry;
import store.retro.order.Order;
import store.retro.order.OrderEventType;
import store.retro.order.OrderStatus;
import store.retro.order.OrderStatus.Money;
import store.retro.order.Settlement;
import store.retro.order.SettlementState;
import store.retro.order.storage.Orders;
import store.retro.order.storage.OutboxWrites;
import store.retro.payment.Payment;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.PaymentRefusedException;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderPayment;
import store.retro.payment.handling.PaymentSettlement;
import store.retro.platform.background.BackgroundJob;
import store.retro.platform.background.BackgroundProperties;
import store.retro.platform.background.LeasedWorkQueue;
import store.retro.platform.background.LeasedWorkQueue.Claim;
import store.retro.platform.background.WaitingWork;
import store.retro.platform.documents.StoredDocuments;

/**
 * Settles the payments of orders: captured for a placed order, voided for a cancelled one; what was captured and is to
 * be given back, {@link RefundSettlement} sees to. It asks the provider for what the order needs now, never for what
 * somebody wanted earlier, and may stop anywhere: the provider does each thing once, and the order stays due until its
 * settlement is noted.
 */
@Component
@Slf4j
class OrderSettlement implements BackgroundJob {

    private static final Duration ENDS_SOON = Duration.ofDays(1);

    private final ClaimedOrders claimed;
    private final PaymentSettlement payments;
    private final LostPayments lostPayments;
    private final OutboxWrites outbox;
    private final LeasedWorkQueue<Order> work;
    private final Clock clock;

    OrderSettlement(
            ClaimedOrders claimed,
            PaymentSettlement payments,
            LostPayments lostPayments,
            OutboxWrites outbox,
            StoredDocuments documents,
            BackgroundProperties properties,
            Clock clock) {
        this.claimed = claimed;
        this.payments = payments;
        this.lostPayments = lostPayments;
        this.outbox = outbox;
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
        return work.doNext(orders -> claimed.withPayments(orders, this::settle, this::postpone));
    }

    private void settle(Claim<Order> claim, Payment payment) {
        try {
            switch (claim.document().moneyDue()) {
                case TAKEN -> capture(claim, payment);
                case GIVEN_BACK -> release(claim, payment);
                case LEFT_ALONE -> throw new IllegalStateException("it is not among those whose money is moved");
            }
        } catch (PaymentRefusedException e) {
            stuck(claim, e.getMessage());
        } catch (PaymentGatewayException e) {
            failed(claim, payment, e.getMessage());
        }
    }

    private void capture(Claim<Order> claim, Payment payment) {
        Order order = claim.document();
        ProviderPayment now = payments.capture(payment, order.amountDue());
        if (now.status() == PaymentStatus.VOIDED && order.status() == OrderStatus.PLACED) {
            lost(claim);
        } else if (now.captured() == 0) {
            failed(claim, payment, "captured", now.status());
        } else if (now.captured() < order.amountDue()) {
            String failure = "only " + now.captured() + " was captured, and the order comes to " + order.amountDue();
            stuck(claim, failure, Updates.set(Settlement.STATE, SettlementState.CAPTURED_IN_PART.stored()));
        } else if (now.captured() > order.amountDue() || now.taken() < order.amountDue()) {
            finish(claim, captured(order, now.captured()), refundDue());
        } else {
            finish(claim, captured(order, now.captured()));
        }
    }

    /** Nothing will ever be taken for it. That has still to be noted, as for any order that is cancelled. */
    private void lost(Claim<Order> claim) {
        if (lostPayments.cancel(claim.document())) {
            work.again(claim);
        } else {
            stuck(claim, LostPaymentBrake.STOPPED);
        }
    }

    /** Unless the order asks for something else by now: then that is done next. */
    private void finish(Claim<Order> claim, Bson... changes) {
        work.finishIf(claim, comesToTheSame(claim.document()), changes);
    }

    /** And the provider has not said meanwhile that the payment moved. */
    static Bson comesToTheSame(Order order) {
        List<String> statuses = OrderStatus.whoseMoneyIs(order.status().money()).stream()
                .map(OrderStatus::code)
                .toList();
        return Filters.and(
                Filters.in("status", statuses),
                Filters.eq(Orders.REFUNDED, order.refundedAmount()),
                Filters.eq(Settlement.HINTS, order.settlement().hints()));
    }

    private void release(Claim<Order> claim, Payment payment) {
        PaymentStatus now = payments.letGo(payment);
        switch (now) {
            case VOIDED -> finish(claim, settled(now, SettlementState.VOIDED), RefundNotes.allSent(claim.document()));
            case CAPTURED, REFUNDED ->
                finish(claim, settled(PaymentStatus.CAPTURED, SettlementState.REFUND_DUE), refundDue());
            default -> failed(claim, payment, "given back", now);
        }
    }

    /** While a worker is on it already, the lease stands. */
    private Bson refundDue() {
        return Updates.max(Settlement.REFUND_DUE + ".at", clock.instant());
    }

    private Bson captured(Order order, long amount) {
        boolean noted = order.settlement().status() == PaymentStatus.CAPTURED;
        Instant now = clock.instant();
        HistoryEntry entry = HistoryEntry.captured(now, amount);
        return noted
                ? Updates.combine()
                : Updates.combine(
                        settled(PaymentStatus.CAPTURED, SettlementState.CAPTURED),
                        Updates.push(HistoryEntry.HISTORY, entry.document()),
                        outbox.money(order, OrderEventType.CAPTURED, now));
    }

    static Bson settled(PaymentStatus status, SettlementState state) {
        return Updates.combine(
                Updates.set(Settlement.STATUS, status.code()), Updates.set(Settlement.STATE, state.stored()));
    }

    private void failed(Claim<Order> claim, Payment payment, String goal, PaymentStatus now) {
        String failure = "the payment cannot be " + goal + ", the provider says " + now.code();
        if (now == PaymentStatus.UNKNOWN) {
            stuck(claim, failure);
        } else {
            failed(claim, payment, failure);
        }
    }

    /** What is held may end before anybody would hear of it. */
    private void failed(Claim<Order> claim, Payment payment, String failure) {
        Optional<Instant> end =
                claim.document().moneyDue() == Money.TAKEN ? payments.heldUntil(payment) : Optional.empty();
        if (end.filter(clock.instant().plus(ENDS_SOON)::isAfter).isPresent()) {
            stuck(claim, "what the provider holds lapses at " + end.get() + ": " + failure);
        } else {
            postpone(claim, failure);
        }
    }

    private void stuck(Claim<Order> claim, String failure, Bson... changes) {
        work.postponeStuck(claim, failure, captureFailed(claim.document()), Updates.combine(changes));
        log.warn("order {} is not settled: {}", claim.id(), failure);
    }

    private void postpone(Claim<Order> claim, String failure) {
        Bson told = work.isStuck(claim) ? captureFailed(claim.document()) : Updates.combine();
        if (work.postpone(claim, failure, told)) {
            log.warn("order {} is not settled after {} attempts: {}", claim.id(), claim.attempts(), failure);
        }
    }

    /** Told when staff is asked to see to it. */
    private Bson captureFailed(Order order) {
        return order.moneyDue() == Money.TAKEN
                ? outbox.money(order, OrderEventType.CAPTURE_FAILED, clock.instant())
                : Updates.combine();
    }

    @Override
    public WaitingWork waiting() {
        return work.waiting();
    }

    @Override
    public boolean retry(String id) {
        lostPayments.lookedAt(id);
        return BackgroundJob.super.retry(id);
    }
}
