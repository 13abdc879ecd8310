package store.retro.order.storage;

import com.mongodb.ReadConcern;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;
import store.retro.order.Order;
import store.retro.platform.admission.SharedRead;
import store.retro.platform.documents.StoredDocuments;

/** Looks for what a repeated request would have left behind: its order, or the tombstone of its payment. */
@Repository
public class EarlierOrderLookup {

    private final StoredDocuments documents;
    private final SharedRead<Repeatable, List<Document>> committed =
            new SharedRead<>(asked -> stored(asked, ReadConcern.MAJORITY));
    private final SharedRead<Repeatable, List<Document>> current =
            new SharedRead<>(asked -> stored(asked, ReadConcern.LINEARIZABLE));

    EarlierOrderLookup(StoredDocuments documents) {
        this.documents = documents;
    }

    /** What a repetition of a request has in common with it. */
    private record Repeatable(String userId, @Nullable String key, String paymentId) {

        boolean hasLeft(Document order) {
            return is(order.get(Orders.USER_ID), userId)
                    && (is(order.get("paymentId"), paymentId) || key != null && is(order.get("idempotencyKey"), key));
        }

        /** As the database compares: what somebody has stored as a list is each of its elements. */
        private static boolean is(@Nullable Object stored, String value) {
            return value.equals(stored) || stored instanceof List<?> list && list.contains(value);
        }
    }

    /**
     * What is stored under a key and a payment of the user, as a majority knows it.
     *
     * @param key null where the request has none
     */
    public EarlierOrders find(String userId, @Nullable String key, String paymentId) {
        return find(committed, new Repeatable(userId, key, paymentId));
    }

    /**
     * As {@link #find}, but whatever was committed before is seen, so that absence may decide an answer. The server has
     * a majority agree on a write of nothing for it, once for all who wait for it at the same time.
     */
    public EarlierOrders findCurrent(String userId, @Nullable String key, String paymentId) {
        return find(current, new Repeatable(userId, key, paymentId));
    }

    /** As {@link #findCurrent}, but alone, in whatever time there is left. */
    public EarlierOrders findCurrentAlone(String userId, @Nullable String key, String paymentId) {
        Repeatable request = new Repeatable(userId, key, paymentId);
        return among(key, paymentId, stored(List.of(request), ReadConcern.LINEARIZABLE));
    }

    private EarlierOrders find(SharedRead<Repeatable, List<Document>> reads, Repeatable request) {
        List<Document> found =
                reads.read(request).stream().filter(request::hasLeft).toList();
        return among(request.key(), request.paymentId(), found);
    }

    private List<Document> stored(List<Repeatable> requests, ReadConcern readConcern) {
        List<String> keys = requests.stream()
                .flatMap(request -> Stream.ofNullable(request.key()))
                .distinct()
                .toList();
        Criteria payments = Criteria.where("paymentId").in(distinct(requests, Repeatable::paymentId));
        Criteria criteria = Criteria.where(Orders.USER_ID)
                .in(distinct(requests, Repeatable::userId))
                .orOperator(keys.isEmpty() ? List.of(payments) : List.of(payments, Orders.hasKey(keys)));
        return documents.stored(Order.class, Query.query(criteria).withReadConcern(readConcern));
    }

    private static List<String> distinct(List<Repeatable> requests, Function<Repeatable, String> member) {
        return requests.stream().map(member).distinct().toList();
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
