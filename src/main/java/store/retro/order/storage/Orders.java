package store.retro.order.storage;

import com.mongodb.ReadConcern;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.List;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.BsonType;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.data.mongodb.core.schema.JsonSchemaObject.Type;
import org.springframework.stereotype.Repository;
import store.retro.money.StoredAmounts;
import store.retro.order.Order;
import store.retro.order.OrderStatus;
import store.retro.order.Outbox;
import store.retro.order.Settlement;
import store.retro.platform.background.LeasedWorkQueue;
import store.retro.platform.documents.StoredDocuments;

/**
 * The orders as they are stored. The collection also holds the tombstones of payments that were given back: documents
 * with a user, a payment and the status {@code void}, which no caller sees as an order.
 */
@Repository
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class Orders implements StoredAmounts {

    /** The shard key. */
    public static final String USER_ID = "userId";

    /** Where an order says what was given back of it while it stood. */
    public static final String REFUNDED = "refundedAmount";

    static final String TOMBSTONE = "void";

    private final MongoOperations mongo;
    private final StoredDocuments documents;
    private final OutboxWrites outbox;

    @Override
    public String collection() {
        return Order.COLLECTION;
    }

    @Override
    public Optional<Resource> schema() {
        return Optional.of(new ClassPathResource("schemas/orders.json"));
    }

    /**
     * All but those of due work begin with the user, the shard key: on a sharded cluster no other index could be
     * unique.
     */
    @Override
    public List<IndexModel> indexes() {
        IndexOptions unique = new IndexOptions().unique(true);
        IndexOptions uniqueKey = new IndexOptions()
                .unique(true)
                .partialFilterExpression(Filters.type("idempotencyKey", BsonType.STRING));
        return List.of(
                new IndexModel(Indexes.ascending(USER_ID, "paymentId"), unique),
                new IndexModel(Indexes.ascending(USER_ID, "idempotencyKey"), uniqueKey),
                new IndexModel(
                        Indexes.compoundIndex(Indexes.ascending(USER_ID), Indexes.descending("placedAt", "_id"))),
                LeasedWorkQueue.index(Settlement.DUE),
                LeasedWorkQueue.index(Settlement.REFUND_DUE),
                LeasedWorkQueue.index(Outbox.STATUS.due()),
                only(Outbox.STATUS.dead(), true),
                LeasedWorkQueue.index(Outbox.MONEY.due()),
                only(Outbox.MONEY.dead(), true),
                only(Settlement.DISPUTE_STATE, "open"));
    }

    /** Of few orders, those that say so. */
    private static IndexModel only(String member, Object value) {
        return new IndexModel(
                Indexes.ascending(member), new IndexOptions().partialFilterExpression(Filters.eq(member, value)));
    }

    /**
     * Inserts new orders, all in one command.
     *
     * @param transaction the operations of a running transaction
     * @throws org.springframework.dao.DuplicateKeyException when a key or payment has an order already, or the payment
     *     a tombstone; the server has then aborted the transaction
     */
    public void insert(MongoOperations transaction, List<Order> placed) {
        transaction.insert(placed, Order.class);
    }

    static void move(MongoOperations transaction, Criteria from, Update update) {
        if (transaction.updateFirst(Query.query(from), update, Order.class).getMatchedCount() != 1) {
            throw new OrderMovedException();
        }
    }

    private static Criteria placed(Order order) {
        return of(order).and("status").is(OrderStatus.PLACED);
    }

    static Criteria of(Order order) {
        return Criteria.where("_id").is(order.id()).and(USER_ID).is(order.userId());
    }

    public Optional<Order> find(String userId, String id) {
        return findOne(ofUser(userId).and("_id").is(id));
    }

    /** An order, whoever's it is. */
    public Optional<Order> find(String id) {
        return findOne(Criteria.where("_id").is(id).and("status").ne(TOMBSTONE));
    }

    /** The order as it is now, also after a failover: for when an answer hangs on it. Empty if it cannot be read. */
    public Optional<Order> current(Order order) {
        Query query = Query.query(of(order)).withReadConcern(ReadConcern.LINEARIZABLE);
        return documents.findOne(Order.class, query);
    }

    /** The order of a payment, for an update. */
    public static Criteria withPayment(String userId, String paymentId) {
        return ofUser(userId).and("paymentId").is(paymentId);
    }

    public Optional<Order> findByKey(String userId, String key) {
        return findOne(ofUser(userId).andOperator(hasKey(List.of(key))));
    }

    /**
     * The user's orders, newest first.
     *
     * @param after the last one that the caller has seen
     */
    public List<Order> page(String userId, int limit, @Nullable OrderCursor after) {
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
        return documents.find(Order.class, newestFirst);
    }

    static boolean isTombstone(Document document) {
        return TOMBSTONE.equals(document.get("status"));
    }

    private Optional<Order> findOne(Criteria criteria) {
        return documents.findOne(Order.class, Query.query(criteria));
    }

    private static Criteria ofUser(String userId) {
        return Criteria.where(USER_ID).is(userId).and("status").ne(TOMBSTONE);
    }

    /** The type is asked for so that the partial index can serve. */
    static Criteria hasKey(List<String> either) {
        return new Criteria()
                .andOperator(
                        Criteria.where("idempotencyKey").in(either),
                        Criteria.where("idempotencyKey").type(Type.STRING));
    }
}
