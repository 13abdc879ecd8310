package store.retro.payment;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.List;
import java.util.Optional;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.data.mongodb.core.schema.JsonSchemaObject.Type;
import org.springframework.stereotype.Repository;
import store.retro.mongo.StoredCollection;

/** The store's records of payments. */
@Repository
class Payments implements StoredCollection {

    static final String COLLECTION = "payments";

    private final MongoOperations mongo;

    Payments(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String collection() {
        return COLLECTION;
    }

    /** The key is unique where there is one. */
    @Override
    public List<IndexModel> indexes() {
        IndexOptions unique = new IndexOptions()
                .unique(true)
                .partialFilterExpression(Filters.type("idempotencyKey", BsonType.STRING));
        return List.of(new IndexModel(Indexes.ascending("userId", "idempotencyKey"), unique));
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the user's key has a payment already */
    void insert(Payment payment) {
        mongo.insert(payment);
    }

    Optional<Payment> find(String userId, String id) {
        return findOne(Criteria.where("_id").is(id).and("userId").is(userId));
    }

    /** The type is asked for so that the partial index can serve. */
    Optional<Payment> findByKey(String userId, String key) {
        return findOne(Criteria.where("userId")
                .is(userId)
                .andOperator(
                        Criteria.where("idempotencyKey").is(key),
                        Criteria.where("idempotencyKey").type(Type.STRING)));
    }

    private Optional<Payment> findOne(Criteria criteria) {
        return Optional.ofNullable(mongo.findOne(Query.query(criteria), Payment.class));
    }

    /** Notes what the provider says, unless the payment has meanwhile moved on from {@code known}. */
    Optional<Payment> update(Payment known, ProviderPayment provider) {
        Update update = new Update().set("status", provider.status()).set("providerId", provider.id());
        setOrUnset(update, "clientSecret", provider.clientSecret());
        if (provider.status() == PaymentStatus.DECLINED) {
            update.unset("idempotencyKey");
        }
        Criteria unmoved = Criteria.where("_id")
                .is(known.id())
                .and("userId")
                .is(known.userId())
                .and("status")
                .is(known.status());
        return Optional.ofNullable(mongo.findAndModify(
                Query.query(unmoved), update, FindAndModifyOptions.options().returnNew(true), Payment.class));
    }

    private static void setOrUnset(Update update, String field, @Nullable String value) {
        if (value == null) {
            update.unset(field);
        } else {
            update.set(field, value);
        }
    }
}
