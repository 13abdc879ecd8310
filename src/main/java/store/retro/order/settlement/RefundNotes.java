package store.retro.order.settlement;

import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import store.retro.order.HistoryEntry;
import store.retro.order.HistoryEntry.By;
import store.retro.order.HistoryEntry.Event;
import store.retro.order.Order;
import store.retro.order.Refund;
import store.retro.order.RefundStatus;
import store.retro.order.Settlement;
import store.retro.order.SettlementState;
import store.retro.order.settlement.RefundPlan.Failed;
import store.retro.order.settlement.RefundPlan.ToSend;
import store.retro.order.storage.Orders;
import store.retro.payment.Dispute;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderFailureException;
import store.retro.payment.ProviderPayment;

/** What is noted in an order of how far its refunds are. */
final class RefundNotes {

    private RefundNotes() {}

    /** Who has reduced the order has noted no refund, as versions before 2.0 do not. */
    static Bson begun(Order order, long amount, Instant now) {
        Refund refund = Refund.builder()
                .id(Refund.newId())
                .amount(amount)
                .restocked(false)
                .at(now)
                .by(By.STORE)
                .status(RefundStatus.DUE)
                .build();
        return Updates.combine(
                Updates.push(Refund.REFUNDS, refund.document()), Updates.max(Orders.REFUNDED, order.reduction()));
    }

    /** The next attempt has a key of its own, stored before it is used. */
    static Bson tried(ToSend refund, PaymentGatewayException failure) {
        return failure instanceof ProviderFailureException
                ? Updates.max(
                        Refund.path(refund.place(), "attempt"), refund.refund().attempt() + 1)
                : Updates.combine();
    }

    /** Nothing was captured, and nothing ever will be. */
    static Bson allSent(Order order) {
        return sent(order, IntStream.range(0, order.allRefunds().size()).boxed().toList());
    }

    static Bson sent(Order order, List<Integer> places) {
        return Updates.combine(places.stream()
                .filter(place -> order.allRefunds().get(place).status() != RefundStatus.SETTLED)
                .map(place -> Updates.set(Refund.path(place, "status"), RefundStatus.SENT.stored()))
                .toList());
    }

    static Bson failed(List<Failed> failed, Instant now) {
        if (failed.isEmpty()) {
            return Updates.combine();
        }
        List<Bson> changes = new ArrayList<>();
        List<Document> entries = new ArrayList<>();
        for (Failed each : failed) {
            changes.add(Updates.set(Refund.path(each.place(), "status"), RefundStatus.FAILED.stored()));
            changes.add(Updates.max(Refund.path(each.place(), "attempt"), each.attempt()));
            entries.add(HistoryEntry.of(now, Event.REFUND_FAILED, each.refund()).document());
        }
        changes.add(Updates.pushEach(HistoryEntry.HISTORY, entries));
        changes.add(Updates.set(Settlement.STATE, SettlementState.REFUND_DUE.stored()));
        return Updates.combine(changes);
    }

    /**
     * All has been given back that the order does not come to any more, or may be. That it was captured is noted by
     * whoever captures.
     */
    static Bson given(Order order, ProviderPayment provider) {
        if (order.settlement().status() == PaymentStatus.AUTHORIZED) {
            return Updates.combine();
        }
        Dispute dispute = provider.dispute();
        if (dispute != null && dispute.stops()) {
            boolean lost = dispute.state() == Dispute.State.LOST;
            return OrderSettlement.settled(
                    PaymentStatus.CAPTURED, lost ? SettlementState.LOST : SettlementState.DISPUTED);
        }
        if (order.amountDue() == 0) {
            return OrderSettlement.settled(PaymentStatus.REFUNDED, SettlementState.REFUNDED);
        }
        SettlementState state = switch (Long.signum(provider.captured() - order.amountDue())) {
            case 1 -> SettlementState.REFUNDED_IN_PART;
            case 0 -> SettlementState.CAPTURED;
            default -> SettlementState.CAPTURED_IN_PART;
        };
        return OrderSettlement.settled(PaymentStatus.CAPTURED, state);
    }
}
