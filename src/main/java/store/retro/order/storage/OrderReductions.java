package store.retro.order.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import store.retro.order.CancelReason;
import store.retro.order.HistoryEntry;
import store.retro.order.HistoryEntry.Event;
import store.retro.order.Order;
import store.retro.order.OrderEventType;
import store.retro.order.OrderStatus;
import store.retro.order.Refund;
import store.retro.order.Settlement;
import store.retro.order.SettlementState;
import store.retro.order.WaitingMails.Mail;
import store.retro.payment.PaymentStatus;

/** What reduces an order, by all that is left of it or by a part: each notes a {@link Refund}, once. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class OrderReductions {

    private final OutboxWrites outbox;
    private final MailWrites mails;

    /**
     * Marks a placed order as cancelled; its payment is to be given back from now on.
     *
     * @param transaction the operations of a running transaction
     * @param entry what its history says of it
     * @throws OrderMovedException when it is not placed any more, or what it still comes to has changed
     */
    public void cancel(MongoOperations transaction, Order order, CancelReason reason, HistoryEntry entry) {
        Instant now = entry.at();
        Update update = new Update()
                .push(HistoryEntry.HISTORY, entry.document())
                .push(Refund.REFUNDS, order.rest(entry).document())
                .set(Orders.REFUNDED, order.billingAmount());
        cancelled(update, order, reason, now);
        mails.note(update, order, now, Mail.of(OrderEventType.CANCELLED));
        toBeGivenBack(update, order);
        if (reason == CancelReason.PAYMENT_LOST) {
            outbox.money(update, order, OrderEventType.CAPTURE_FAILED, now);
        }
        Orders.move(transaction, unchanged(order), update);
    }

    private void cancelled(Update update, Order order, CancelReason reason, Instant now) {
        outbox.status(update, order, OrderEventType.CANCELLED, now);
        update.set("status", OrderStatus.CANCELLED)
                .set("cancelledAt", now)
                .set("cancelReason", reason)
                // while a capture is under way, its worker's lease stands; the worker sees that the order has moved
                .max(Settlement.DUE + ".at", now);
    }

    /**
     * Notes a refund, and what it makes of the order; what of it was captured is to be given back from now on.
     *
     * @param transaction the operations of a running transaction
     * @param becomes cancelled or returned, or as it is
     * @throws OrderMovedException when its status, or what is left of it, has changed
     */
    public void refund(MongoOperations transaction, Order order, Refund refund, OrderStatus becomes) {
        Instant now = refund.at();
        Update update = new Update()
                .set(Orders.REFUNDED, order.reduction() + refund.amount())
                .max(Settlement.REFUND_DUE + ".at", now);
        List<HistoryEntry> entries = new ArrayList<>(List.of(HistoryEntry.of(now, Event.REFUNDED, refund)));
        update.push(Refund.REFUNDS, outbox.refunded(update, order, refund).document());
        toBeGivenBack(update, order);
        List<Mail> told = new ArrayList<>(
                List.of(new Mail(OrderEventType.REFUNDED, order.allRefunds().size())));
        if (becomes == OrderStatus.CANCELLED) {
            cancelled(update, order, CancelReason.STAFF, now);
            told.add(Mail.of(OrderEventType.CANCELLED));
            entries.add(
                    new HistoryEntry(now, Event.CANCELLED, refund.by(), null, refund.staffId(), refund.reason(), null));
        } else if (becomes != order.status()) {
            update.set("status", becomes);
        }
        mails.note(update, order, now, told.toArray(Mail[]::new));
        update.push(HistoryEntry.HISTORY)
                .each(entries.stream().map(HistoryEntry::document).toArray());
        Orders.move(transaction, unchanged(order), update);
    }

    private static void toBeGivenBack(Update update, Order order) {
        if (order.settlement().status() == PaymentStatus.CAPTURED) {
            update.set(Settlement.STATE, SettlementState.REFUND_DUE);
        }
    }

    /** As it was read: its status, and all that it was reduced by. */
    static Criteria unchanged(Order order) {
        return Orders.of(order)
                .and("status")
                .is(order.status())
                .and(Orders.REFUNDED)
                .is(order.refundedAmount())
                .and(Refund.REFUNDS + "." + order.allRefunds().size())
                .exists(false);
    }
}
