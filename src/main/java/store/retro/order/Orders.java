package store.retro.order;

import com.mongodb.ReadConcern;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.List;
import java.util.Optional;
import org.bson.BsonType;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.schema.JsonSchemaObject.Type;
import org.springframework.stereotype.Repository;
import store.retro.mongo.StoredCollection;

/**
 * The orders as they are stored. The collection also holds the tombstones of payments that were given back: documents
 * with a user, a payment and the status {@code void}, which no caller sees as an order.
 */
@Repository
class Orders implements StoredCollection {

    static final String COLLECTION = "orders";

    private static final String TOMBSTONE = "void";

    private final MongoOperations mongo;

    Orders(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String collection() {
        return COLLECTION;
    }

    /** All begin with the user, the shard key: on a sharded cluster no other index could be unique. */
    @Override
    public List<IndexModel> indexes() {
        IndexOptions unique = new IndexOptions().unique(true);
        IndexOptions uniqueKey = new IndexOptions()
                .unique(true)
                .partialFilterExpression(Filters.type("idempotencyKey", BsonType.STRING));
        return List.of(
                new IndexModel(Indexes.ascending("userId", "paymentId"), unique),
                new IndexModel(Indexes.ascending("userId", "idempotencyKey"), uniqueKey),
                new IndexModel(
                        Indexes.compoundIndex(Indexes.ascending("userId"), Indexes.descending("placedAt", "_id"))));
    }

    /**
     * Inserts a new order.
     *
     * @param transaction the operations of a running transaction
     * @throws org.springframework.dao.DuplicateKeyException when its key or payment has an order already, or the payment
     *     a tombstone; the server has then aborted the transaction
     */
    void insert(MongoOperations transaction, Order order) {
        transaction.insert(order);
    }

    Optional<Order> find(String userId, String id) {
        return findOne(ofUser(userId).and("_id").is(id));
    }

    Optional<Order> findByKey(String userId, String key) {
        return findOne(ofUser(userId).andOperator(hasKey(key)));
    }

    /**
     * The user's orders, newest first.
     *
     * @param after the last one that the caller has seen
     */
    List<Order> page(String userId, int limit, @Nullable Cursor after) {
        Criteria criteria = ofUser(userId);
        if (after != null) {
            criteria.and("placedAt")
                    .lte(after.placedAt())
                    .orOperator(
                            Criteria.where("placedAt").lt(after.placedAt()),
                            Criteria.where("_id").lt(after.id()));
        }
        Query newestFirst = Query.query(criteria)
                .with(Sort.by(Sort.Direction.DESC, "placedAt", "_id"))
                .limit(limit);
        return mongo.find(newestFirst, Order.class);
    }

    /**
     * What is stored under the request's key and payment.
     *
     * @param readConcern {@code linearizable} where the absence of an order decides an answer
     */
    Twins twins(PlaceOrder request, ReadConcern readConcern) {
        Criteria criteria = Criteria.where("userId").is(request.userId());
        Criteria payment = Criteria.where("paymentId").is(request.paymentId());
        String key = request.keyValue();
        criteria.orOperator(key == null ? List.of(payment) : List.of(payment, hasKey(key)));
        List<Document> found =
                mongo.find(Query.query(criteria).withReadConcern(readConcern), Document.class, COLLECTION);
        return new Twins(
                key == null ? null : first(found, "idempotencyKey", key),
                first(found, "paymentId", request.paymentId()),
                found.stream().anyMatch(Orders::isTombstone));
    }

    private @Nullable Order first(List<Document> found, String field, String value) {
        return found.stream()
                .filter(document -> value.equals(document.getString(field)) && !isTombstone(document))
                .findFirst()
                .map(document -> mongo.getConverter().read(Order.class, document))
                .orElse(null);
    }

    private static boolean isTombstone(Document document) {
        return TOMBSTONE.equals(document.getString("status"));
    }

    private Optional<Order> findOne(Criteria criteria) {
        return Optional.ofNullable(mongo.findOne(Query.query(criteria), Order.class));
    }

    private static Criteria ofUser(String userId) {
        return Criteria.where("userId").is(userId).and("status").ne(TOMBSTONE);
    }

    /** The type is asked for so that the partial index can serve. */
    private static Criteria hasKey(String key) {
        return new Criteria()
                .andOperator(
                        Criteria.where("idempotencyKey").is(key),
                        Criteria.where("idempotencyKey").type(Type.STRING));
    }
}
