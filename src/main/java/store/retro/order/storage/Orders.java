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
import store.retro.order.WaitingMails;
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

    static final String STATUS = "status";
    static final String PLACED_AT = "placedAt";
    static final String NUMBER = "number";

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
     * The unique ones begin with the user, the shard key: on a sharded cluster no other could be unique. All orders
     * pay for those by which staff searches, so there is none for all statuses together: they are merged.
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
                new IndexModel(Indexes.compoundIndex(Indexes.ascending(USER_ID), Indexes.descending(PLACED_AT, "_id"))),
                having(PLACED_AT, STATUS, PLACED_AT, "_id"),
                having(PLACED_AT, Settlement.STATUS, Settlement.STATE, PLACED_AT, "_id"),
                having(NUMBER, NUMBER),
                LeasedWorkQueue.index(Settlement.DUE),
                LeasedWorkQueue.index(Settlement.REFUND_DUE),
                LeasedWorkQueue.index(Outbox.STATUS.due()),
                only(Outbox.STATUS.dead(), true),
                LeasedWorkQueue.index(Outbox.MONEY.due()),
                only(Outbox.MONEY.dead(), true),
                LeasedWorkQueue.index(WaitingMails.DUE),
                only(WaitingMails.DEAD, true),
                only(Settlement.DISPUTE_STATE, "open"));
    }

    /** Of all orders, and of no tombstone. */
    private static IndexModel having(String member, String... fields) {
        return new IndexModel(
                Indexes.ascending(fields), new IndexOptions().partialFilterExpression(Filters.exists(member)));
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
        return of(order).and(STATUS).is(OrderStatus.PLACED);
    }

    static Criteria of(Order order) {
        return Criteria.where("_id").is(order.id()).and(USER_ID).is(order.userId());
    }

    public Optional<Order> find(String userId, String id) {
        return findOne(ofUser(userId).and("_id").is(id));
    }

    /** An order, whoever's it is. */
    public Optional<Order> find(String id) {
        return findOne(noTombstone(Criteria.where("_id").is(id)));
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
     * The orders that are looked for.
     *
     * @param after the last one that the caller has seen
     */
    public List<Order> search(OrderSearch search, int limit, @Nullable OrderCursor after) {
        return search.queries(after).stream()
                .flatMap(query -> documents.find(Order.class, query.limit(limit)).stream())
                .sorted(search.order())
                .limit(limit)
                .toList();
    }

    static boolean isTombstone(Document document) {
        return TOMBSTONE.equals(document.get(STATUS));
    }

    private Optional<Order> findOne(Criteria criteria) {
        return documents.findOne(Order.class, Query.query(criteria));
    }

    static Criteria ofUser(String userId) {
        return noTombstone(Criteria.where(USER_ID).is(userId));
    }

    static Criteria noTombstone(Criteria criteria) {
        return criteria.and(STATUS).ne(TOMBSTONE);
    }

    /** The type is asked for so that the partial index can serve. */
    static Criteria hasKey(List<String> either) {
        return new Criteria()
                .andOperator(
                        Criteria.where("idempotencyKey").in(either),
                        Criteria.where("idempotencyKey").type(Type.STRING));
    }
}
