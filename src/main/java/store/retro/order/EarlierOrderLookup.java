package store.retro.order;

import com.mongodb.ReadConcern;
import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;
import store.retro.platform.mongo.StoredDocuments;
import store.retro.platform.mongo.UnionQuery;

/** Looks for what a repeated request would have left behind: its order, or the tombstone of its payment. */
@Repository
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class EarlierOrderLookup {

    private final StoredDocuments documents;

    /**
     * What is stored under a key and a payment of the user.
     *
     * @param key null where the request has none
     * @param readConcern {@code linearizable} where the absence of an order decides an answer
     */
    public EarlierOrders find(String userId, @Nullable String key, String paymentId, ReadConcern readConcern) {
        Query query = Query.query(criteria(userId, key, paymentId)).withReadConcern(readConcern);
        return among(key, paymentId, documents.stored(Order.class, query));
    }

    /** For {@link #find(String, String, String, UnionQuery.Result)}. */
    public static UnionQuery.Source source(String userId, @Nullable String key, String paymentId) {
        return new UnionQuery.Source(Order.class, criteria(userId, key, paymentId));
    }

    /**
     * As {@link #find(String, String, String, ReadConcern)} with {@code majority}, when they were looked for
     * already. What that has shown might yet be taken back by a failover, so it is read again; what it has not shown,
     * no majority has.
     */
    public EarlierOrders find(String userId, @Nullable String key, String paymentId, UnionQuery.Result found) {
        List<Document> stored = found.documents(Order.class);
        return stored.isEmpty() ? among(key, paymentId, stored) : find(userId, key, paymentId, ReadConcern.MAJORITY);
    }

    private static Criteria criteria(String userId, @Nullable String key, String paymentId) {
        Criteria criteria = Criteria.where(Orders.USER_ID).is(userId);
        Criteria payment = Criteria.where("paymentId").is(paymentId);
        return criteria.orOperator(key == null ? List.of(payment) : List.of(payment, Orders.hasKey(key)));
    }

    /** An order that cannot be read has its key and its payment nevertheless. */
    private EarlierOrders among(@Nullable String key, String paymentId, List<Document> found) {
        List<Document> orders =
                found.stream().filter(document -> !Orders.isTombstone(document)).toList();
        List<Document> ofPayment =
                orders.stream().filter(order -> has(order, paymentId)).toList();
        List<Document> ofKey = orders.stream()
                .filter(order -> key != null && (key.equals(order.get("idempotencyKey")) || !has(order, paymentId)))
                .toList();
        return new EarlierOrders(
                first(ofKey),
                first(ofPayment),
                !ofPayment.containsAll(ofKey),
                !ofPayment.isEmpty(),
                orders.size() < found.size());
    }

    /** What was found and does not say that it has another payment, has this one. */
    private static boolean has(Document order, String paymentId) {
        return !(order.get("paymentId") instanceof String other) || other.equals(paymentId);
    }

    private @Nullable Order first(List<Document> orders) {
        return documents.readable(Order.class, orders).stream().findFirst().orElse(null);
    }
}
