package store.retro.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.bulk.Bulk.BulkSpec;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;
import store.retro.platform.admission.SharedRead;
import store.retro.platform.background.LeasedWorkQueue;
import store.retro.platform.documents.StoredDocuments;
import store.retro.platform.mongo.StoredCollection;
import store.retro.platform.problem.ProblemException;

/** The users as they are stored. */
@Repository
public class Users implements StoredCollection {

    static final String COLLECTION = "users";
    static final String LIFE_TIME_VALUE = "lifeTimeValue";

    /** Where a user who was erased says so; every write that would make more of a user looks there. */
    public static final String ERASED_AT = "erasedAt";

    /** Where one says what is still to be emptied. */
    public static final String ERASURE = "erasure";

    /** When a user was given an export the last time. */
    public static final String EXPORTED_AT = "exportedAt";

    private static final int REMEMBERED = 10_000;

    private final StoredDocuments documents;
    private final SharedRead<String, List<User>> now;

    /** Who was found lately. */
    private final Cache<String, Boolean> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(Duration.ofMinutes(1))
            .executor(Runnable::run)
            .build();

    Users(StoredDocuments documents) {
        this.documents = documents;
        this.now = new SharedRead<>(ids -> documents.readable(User.class, documents.stored(User.class, byIds(ids))));
    }

    @Override
    public String collection() {
        return COLLECTION;
    }

    @Override
    public Optional<Resource> schema() {
        return Optional.of(new ClassPathResource("schemas/users.json"));
    }

    /** Staff looks at them by what they have spent. */
    @Override
    public List<IndexModel> indexes() {
        return List.of(new IndexModel(Indexes.ascending(LIFE_TIME_VALUE, "_id")), LeasedWorkQueue.index(ERASURE));
    }

    /** The user, or what is left of one who was erased. */
    public Optional<User> find(String id) {
        return now.read(id).stream().filter(user -> user.id().equals(id)).findFirst();
    }

    /**
     * Makes sure that the user exists, and can be read.
     *
     * @throws ProblemException {@code unknown-user}
     */
    public User require(String id) {
        return require(id, Optional::empty);
    }

    /** As {@link #require}, where there is none by another way; not where one was erased. */
    User require(String id, Supplier<Optional<User>> otherwise) {
        User user = find(id).or(otherwise).filter(found -> !found.isErased()).orElseThrow(() -> {
            forget(id);
            return unknownUser();
        });
        known.put(id, true);
        return user;
    }

    /** As {@link #require}, but who was found lately is not looked for: {@link #spend} finds out. */
    public void requireRemembered(String id) {
        if (known.getIfPresent(id) == null) {
            require(id);
        }
    }

    /** Lets the user be looked for again. */
    public void forget(String id) {
        known.invalidate(id);
    }

    /** What is stored of a user whom nobody has known before; somebody may have been faster. */
    Optional<User> insertOnce(String id, Update user) {
        return documents.upsert(User.class, byId(id), user);
    }

    /** Changes what is known of a user; empty if there is none, or none any more. */
    Optional<User> change(String id, Update change) {
        return documents.findAndModify(User.class, Query.query(living(id)), change);
    }

    /**
     * Notes that a user is given an export.
     *
     * @return false if the last one was after that time, or there is no such user
     */
    public boolean exports(String id, Instant now, Instant notAfter) {
        Criteria again = living(id)
                .orOperator(
                        Criteria.where(EXPORTED_AT).is(null),
                        Criteria.where(EXPORTED_AT).lte(notAfter));
        return documents.update(User.class, Query.query(again), new Update().set(EXPORTED_AT, now));
    }

    /**
     * Notes what orders change of their users, all in one command.
     *
     * @param transaction the operations of a running transaction, which the caller aborts when this throws
     * @throws ProblemException {@code unknown-user}
     */
    public void spend(MongoOperations transaction, List<UserUpdate> spendings) {
        BulkOperations updates = transaction.bulkOps(BulkMode.ORDERED, User.class);
        spendings.forEach(spending -> updates.updateOne(Query.query(living(spending.userId())), spent(spending)));
        if (updates.execute().getMatchedCount() != spendings.size()) {
            spendings.forEach(spending -> forget(spending.userId()));
            throw unknownUser();
        }
    }

    /** The same writes as part of a larger command; whoever sends it looks at its matched count, one for each. */
    public static void spending(BulkSpec users, List<UserUpdate> spendings) {
        spendings.forEach(spending -> users.updateOne(Query.query(living(spending.userId())), spent(spending)));
    }

    private static Update spent(UserUpdate spending) {
        return new Update().set("shippingAddress", spending.shippingAddress()).inc(LIFE_TIME_VALUE, spending.amount());
    }

    /**
     * Takes an order of the user out of what was spent; the address stays. So it does for one who was erased: what is
     * left of the orders is what the sum is of.
     *
     * @param transaction the operations of a running transaction
     * @param amount in minor units of the store's currency
     */
    public void takeBack(MongoOperations transaction, String id, long amount) {
        transaction.updateFirst(byId(id), new Update().inc(LIFE_TIME_VALUE, -amount), User.class);
    }

    /** Where transactions that change the user wait for their turn. */
    public static String admissionKey(String id) {
        return "user " + id;
    }

    public static ProblemException unknownUser() {
        return new ProblemException(
                UserProblem.UNKNOWN_USER, "The token is good, but its user is not known to the store.");
    }

    private static Query byIds(List<String> ids) {
        return Query.query(Criteria.where("_id").in(ids.stream().distinct().toList()));
    }

    private static Query byId(String id) {
        return Query.query(Criteria.where("_id").is(id));
    }

    /** The user, unless erased: so an order that is being placed and an erasure meet, and one of them loses. */
    private static Criteria living(String id) {
        return Criteria.where("_id").is(id).and(ERASED_AT).is(null);
    }
}
