package store.retro.order.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import store.retro.order.HistoryEntry;
import store.retro.order.HistoryEntry.By;
import store.retro.order.Order;
import store.retro.order.Refund;
import store.retro.order.RefundStatus;
import store.retro.order.Settlement;
import store.retro.order.SettlementState;
import store.retro.payment.PaymentStatus;
import store.retro.platform.background.WorkState;
import store.retro.platform.documents.StoredDocuments;

/** What staff changes of how an order's money stands. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class SettlementWrites {

    private final Orders orders;
    private final StoredDocuments documents;

    /** Lets refunds of an order that have failed be sent again, as another attempt. */
    public void sendFailedRefundsAgain(String id) {
        orders.find(id).ifPresent(order -> {
            for (int place : places(order, RefundStatus.FAILED)) {
                String status = Refund.path(place, "status");
                Criteria failed = Orders.of(order).and(status).is(RefundStatus.FAILED);
                documents.update(Order.class, Query.query(failed), new Update().set(status, RefundStatus.DUE));
            }
        });
    }

    /**
     * Ends what is to be done about an order's money: staff has set it right by hand.
     *
     * @param entry what its history says of it
     * @return false when the order has changed meanwhile, or a worker is on it, or has been
     */
    public boolean setRight(Order order, HistoryEntry entry) {
        Update update = new Update().push(HistoryEntry.HISTORY, entry.document());
        end(update, Settlement.DUE, order.settlement().due());
        end(update, Settlement.REFUND_DUE, order.settlement().refundDue());
        List<Integer> open = places(order, RefundStatus.DUE, RefundStatus.FAILED);
        open.forEach(place -> update.set(Refund.path(place, "status"), RefundStatus.SETTLED));
        if (order.unnoted() > 0) {
            update.push(Refund.REFUNDS, unnoted(order, entry).document());
        }
        if (order.settlement().currentState() == SettlementState.REFUND_DUE) {
            boolean all = order.amountDue() == 0;
            update.set(Settlement.STATUS, all ? PaymentStatus.REFUNDED : PaymentStatus.CAPTURED)
                    .set(Settlement.STATE, all ? SettlementState.REFUNDED : SettlementState.REFUNDED_IN_PART);
        }
        Criteria free = OrderReductions.unchanged(order);
        waits(free, Settlement.DUE, order.settlement().due());
        waits(free, Settlement.REFUND_DUE, order.settlement().refundDue());
        return documents.update(Order.class, Query.query(free), update);
    }

    /** Untried since it was read: a worker that was on it meanwhile may have moved the money. */
    private static void waits(Criteria order, String path, @Nullable WorkState work) {
        order.and(path + ".claim").exists(false);
        order.and(path + ".at").is(work == null ? null : work.at());
    }

    /** Without it the next worker would send that. */
    private static Refund unnoted(Order order, HistoryEntry entry) {
        return Refund.builder()
                .id(Refund.newId())
                .amount(order.unnoted())
                .at(entry.at())
                .by(By.STORE)
                .status(RefundStatus.SETTLED)
                .build();
    }

    private static void end(Update update, String path, @Nullable WorkState work) {
        if (work != null) {
            Stream.of("at", "claim", "failure", "since").forEach(member -> update.unset(path + "." + member));
            update.set(path + ".attempts", 0);
        }
    }

    private static List<Integer> places(Order order, RefundStatus... statuses) {
        List<Integer> places = new ArrayList<>();
        List<Refund> refunds = order.allRefunds();
        for (int place = 0; place < refunds.size(); place++) {
            if (List.of(statuses).contains(refunds.get(place).status())) {
                places.add(place);
            }
        }
        return places;
    }
}
