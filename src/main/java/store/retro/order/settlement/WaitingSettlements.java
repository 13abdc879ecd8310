package store.retro.order.settlement;

import java.time.Instant;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;
import store.retro.order.Order;
import store.retro.order.Settlement;
import store.retro.order.storage.Orders;
import store.retro.payment.Dispute;
import store.retro.payment.PaymentStatus;

/** Lets orders read their payment again, of which the provider has said that it has moved. */
@Repository
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class WaitingSettlements {

    private final MongoOperations mongo;

    /**
     * Lets the order with this payment have its turn now. A worker that is on it sees by the count of hints that what
     * it has read may be old, and begins again.
     *
     * @return whether there is one such
     */
    boolean settleSoon(String userId, String paymentId, Instant now) {
        boolean exists = update(of(userId, paymentId), new Update().inc(Settlement.HINTS, 1));
        if (exists) {
            // it waits, unless staff has set it right by hand
            Criteria held = of(userId, paymentId).and(Settlement.STATUS).is(PaymentStatus.AUTHORIZED);
            soon(held.and(Settlement.DUE + ".at").exists(true), Settlement.DUE, now);
            soon(of(userId, paymentId).and(Settlement.STATUS).ne(PaymentStatus.AUTHORIZED), Settlement.REFUND_DUE, now);
        }
        return exists;
    }

    /** Lets all orders with an open dispute have theirs. */
    void readDisputesSoon(Instant now) {
        Criteria open = Criteria.where(Settlement.DISPUTE_STATE).is(Dispute.State.OPEN);
        Criteria unclaimed = open.and(Settlement.REFUND_DUE + ".claim").exists(false);
        mongo.updateMulti(Query.query(unclaimed), new Update().set(Settlement.REFUND_DUE + ".at", now), Order.class);
    }

    private void soon(Criteria order, String due, Instant now) {
        String at = due + ".at";
        Criteria unclaimed = order.and(due + ".claim")
                .exists(false)
                .orOperator(Criteria.where(at).exists(false), Criteria.where(at).gt(now));
        update(unclaimed, new Update().set(at, now));
    }

    private static Criteria of(String userId, String paymentId) {
        return Orders.withPayment(userId, paymentId);
    }

    private boolean update(Criteria order, Update update) {
        return mongo.updateFirst(Query.query(order), update, Order.class).getMatchedCount() == 1;
    }
}
