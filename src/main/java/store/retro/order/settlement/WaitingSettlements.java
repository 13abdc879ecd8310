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

    private static final String AT = Settlement.DUE + ".at";

    private final MongoOperations mongo;

    /** Lets that of the order with this payment have its turn now. */
    void settleSoon(String userId, String paymentId, Instant now) {
        Query waiting = Query.query(Criteria.where(Orders.USER_ID)
                .is(userId)
                .and("paymentId")
                .is(paymentId)
                .and(AT)
                .gt(now)
                .and(Settlement.DUE + ".claim")
                .exists(false));
        if (mongo.exists(waiting, Order.class)) {
            mongo.updateFirst(waiting, new Update().set(AT, now), Order.class);
        }
    }
}
