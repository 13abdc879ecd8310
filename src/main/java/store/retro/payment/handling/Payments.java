package store.retro.payment.handling;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.BsonType;
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
import store.retro.payment.Payment;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderPayment;
import store.retro.platform.background.LeasedWorkQueue;
import store.retro.platform.background.WorkState;
import store.retro.platform.documents.StoredDocuments;

/** The store's records of payments. */
@Repository
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class Payments implements StoredAmounts {

    /** The shard key. */
    static final String USER_ID = "userId";

    /** Where a payment says when it is to be given back. */
    static final String RELEASE = "release";

    /** Where one that ended without an order says when it may be removed. */
    static final String REMOVAL = "removal";

    /** When the reading was begun that has seen what was taken, or given back. */
    private static final String READ_AT = "readAt";

    private static final Duration KEPT = Duration.ofDays(90);

    private final MongoOperations mongo;
    private final StoredDocuments documents;
    private final PaymentLimits limits;

    @Override
    public String collection() {
        return Payment.COLLECTION;
    }

    @Override
    public Optional<Resource> schema() {
        return Optional.of(new ClassPathResource("schemas/payments.json"));
    }

    /** The key is unique where there is one; a user's are found by the shard key. */
    @Override
    public List<IndexModel> indexes() {
        IndexOptions unique = new IndexOptions()
                .unique(true)
                .partialFilterExpression(Filters.type("idempotencyKey", BsonType.STRING));
        return List.of(
                new IndexModel(Indexes.ascending(USER_ID, "idempotencyKey"), unique),
                new IndexModel(Indexes.ascending(USER_ID, "_id")),
                new IndexModel(Indexes.ascending("providerId")),
                LeasedWorkQueue.index(RELEASE),
                LeasedWorkQueue.index(REMOVAL));
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the user's key has a payment already */
    void insert(Payment payment) {
        mongo.insert(payment);
    }

    Optional<Payment> find(String userId, String id) {
        return findOne(ofUser(userId, id));
    }

    /** Those of these users with these ids. */
    List<Payment> find(Collection<String> userIds, Collection<String> ids) {
        return documents.readable(
                Payment.class,
                documents.stored(
                        Payment.class,
                        Query.query(Criteria.where("_id").in(ids).and(USER_ID).in(userIds))));
    }

    /**
     * Some of a user's, in the order of their ids.
     *
     * @param after the last one that was seen; empty before the first
     */
    List<Payment> page(String userId, int limit, String after) {
        Criteria next = Criteria.where(USER_ID).is(userId).and("_id").gt(after);
        return documents.find(
                Payment.class, Query.query(next).with(Sort.by("_id")).limit(limit));
    }

    private static Criteria ofUser(String userId, String id) {
        return Criteria.where("_id").is(id).and(USER_ID).is(userId);
    }

    /** The type is asked for so that the partial index can serve. */
    Optional<Payment> findByKey(String userId, String key) {
        return findOne(Criteria.where(USER_ID)
                .is(userId)
                .andOperator(
                        Criteria.where("idempotencyKey").is(key),
                        Criteria.where("idempotencyKey").type(Type.STRING)));
    }

    public Optional<Payment> findByProviderId(String providerId) {
        return findOne(Criteria.where("providerId").is(providerId));
    }

    private Optional<Payment> findOne(Criteria criteria) {
        return documents.findOne(Payment.class, Query.query(criteria));
    }

    /**
     * Notes the provider and its id, durably, before it is asked to hold anything.
     *
     * @param name the provider's, which a payment from before 2.0 does not know yet
     * @return empty when the payment has it already, or was given up meanwhile
     */
    Optional<Payment> opened(Payment payment, String name, ProviderPayment provider) {
        Update known = new Update().set("provider", name).set("providerId", provider.id());
        if (provider.live() != null) {
            known.set("live", provider.live());
        }
        return documents.update(Payment.class, unopened(payment), known)
                ? Optional.of(payment.opened(name, provider))
                : Optional.empty();
    }

    /** Ends a payment that the provider was never asked to hold; false when it may have been. */
    boolean abandon(Payment payment) {
        return documents.update(Payment.class, unopened(payment), new Update().set("status", PaymentStatus.VOIDED));
    }

    /** The payment, as long as no provider has an id for it. */
    private static Query unopened(Payment payment) {
        return Query.query(byId(payment)
                .and("status")
                .is(PaymentStatus.STARTED)
                .and("providerId")
                .is(null));
    }

    /** Forgets a payment that the provider refused to know; one that it knows stays. */
    void remove(Payment payment) {
        mongo.remove(Query.query(byId(payment).and("providerId").is(null)), Payment.class);
    }

    /**
     * Calls a payment voided that was closed to orders, and lets it be given back at once.
     *
     * @return empty when it has ended already
     */
    Optional<Payment> giveBack(Payment payment, Instant now) {
        Update update = new Update()
                .set("status", PaymentStatus.VOIDED)
                .unset("clientSecret")
                .set(RELEASE, WorkState.at(now))
                .set(REMOVAL, WorkState.at(now.plus(KEPT)));
        return move(byId(payment).and("status").in(before(PaymentStatus.VOIDED)), update);
    }

    /** Lets a payment that was closed to orders be removed some day; noted before it is given back. */
    void removeLater(Payment payment, Instant now) {
        Query once = Query.query(byId(payment).and(REMOVAL).exists(false));
        documents.update(Payment.class, once, new Update().set(REMOVAL, WorkState.at(now.plus(KEPT))));
    }

    /** Forgets a payment that was given back. */
    void removeEnded(Payment payment) {
        mongo.remove(Query.query(byId(payment).and("status").is(payment.status())), Payment.class);
    }

    /**
     * Notes what the provider says, unless the payment is known to be further already. What was given back may come
     * back, and then the last look counts.
     *
     * @param begun when the provider was asked
     */
    Optional<Payment> note(Payment payment, ProviderPayment provider, Instant begun) {
        PaymentStatus status = provider.status();
        Update update = new Update().set("status", status);
        setOrUnset(update, "clientSecret", provider.clientSecret());
        if (provider.captureBefore() != null) {
            update.set("captureBefore", provider.captureBefore());
        }
        if (status == PaymentStatus.DECLINED) {
            update.unset("idempotencyKey");
        }
        if (status.settled()) {
            update.unset(RELEASE).max(READ_AT, begun);
        }
        Optional<Payment> noted = move(before(payment, status, begun), update);
        if (status == PaymentStatus.DECLINED) {
            noted.ifPresent(declined -> limits.declined(declined.userId()));
        }
        return noted;
    }

    private static Criteria before(Payment payment, PaymentStatus status, Instant begun) {
        Criteria earlier =
                Criteria.where("status").in(before(status)).and(READ_AT).not().gt(begun);
        Criteria refunded =
                Criteria.where("status").is(PaymentStatus.REFUNDED).and(READ_AT).lt(begun);
        return byId(payment)
                .orOperator(status == PaymentStatus.CAPTURED ? List.of(earlier, refunded) : List.of(earlier));
    }

    /** What may still become so. */
    static List<PaymentStatus> before(PaymentStatus status) {
        return Stream.of(PaymentStatus.values())
                .filter(each -> each.precedes(status))
                .toList();
    }

    private Optional<Payment> move(Criteria from, Update update) {
        return documents.findAndModify(Payment.class, Query.query(from), update);
    }

    private static Criteria byId(Payment payment) {
        return ofUser(payment.userId(), payment.id());
    }

    private static void setOrUnset(Update update, String field, @Nullable String value) {
        if (value == null) {
            update.unset(field);
        } else {
            update.set(field, value);
        }
    }
}
