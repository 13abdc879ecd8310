package store.retro.order.storage;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;
import store.retro.order.Order;
import store.retro.platform.documents.StoredDocuments;

/** What keeps orders from payments that are given back, in the orders' own collection, whose unique index decides. */
@Repository
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class Tombstones {

    private final MongoOperations mongo;
    private final StoredDocuments documents;

    /**
     * Leaves one for a payment, unless it has an order, against every transaction that is under way.
     *
     * @return false when an order has the payment
     */
    public boolean leave(String userId, String paymentId) {
        try {
            mongo.execute(
                    Order.COLLECTION,
                    orders -> orders.withWriteConcern(WriteConcern.MAJORITY).insertOne(tombstone(userId, paymentId)));
            return true;
        } catch (DuplicateKeyException e) {
            Query existing = Query.query(Criteria.where(Orders.USER_ID)
                            .is(userId)
                            .and("paymentId")
                            .is(paymentId))
                    .withReadConcern(ReadConcern.LINEARIZABLE);
            List<Document> found = documents.stored(Order.class, existing);
            return !found.isEmpty() && found.stream().allMatch(Orders::isTombstone);
        }
    }

    /** Removes a payment's, if it has one. */
    public void remove(String userId, String paymentId) {
        mongo.execute(
                Order.COLLECTION,
                orders -> orders.withWriteConcern(WriteConcern.MAJORITY).deleteOne(tombstone(userId, paymentId)));
    }

    private static Document tombstone(String userId, String paymentId) {
        return new Document(Orders.USER_ID, userId)
                .append("paymentId", paymentId)
                .append("status", Orders.TOMBSTONE);
    }
}
