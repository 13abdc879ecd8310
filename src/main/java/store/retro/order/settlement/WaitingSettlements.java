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
import store.retro.order.Orders;
import store.retro.order.Settlement;

/** The orders whose settlement waits for its next turn, and on which no worker is. */
@Repository
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class WaitingSettlements {

    private final MongoOperations mongo;

    /** Lets that of the order with this payment have its turn now. */
    void settleSoon(String userId, String paymentId, Instant now) {
        settleSoon(Settlement.DUE, userId, paymentId, now);
        settleSoon(Settlement.REFUND_DUE, userId, paymentId, now);
    }

    private void settleSoon(String due, String userId, String paymentId, Instant now) {
        String at = due + ".at";
        Query waiting = Query.query(Criteria.where(Orders.USER_ID)
                .is(userId)
                .and("paymentId")
                .is(paymentId)
                .and(at)
                .gt(now)
                .and(due + ".claim")
                .exists(false));
        if (mongo.exists(waiting, Order.class)) {
            mongo.updateFirst(waiting, new Update().set(at, now), Order.class);
        }
    }
}
