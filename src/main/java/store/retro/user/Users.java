package store.retro.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
import store.retro.platform.documents.StoredDocuments;
import store.retro.platform.mongo.StoredCollection;
import store.retro.platform.problem.ProblemException;

/** The users as they are stored. */
@Repository
public class Users implements StoredCollection {

    static final String COLLECTION = "users";
    static final String LIFE_TIME_VALUE = "lifeTimeValue";

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
        return List.of(new IndexModel(Indexes.ascending(LIFE_TIME_VALUE, "_id")));
    }

    Optional<User> find(String id) {
        return now.read(id).stream().filter(user -> user.id().equals(id)).findFirst();
    }

    /**
     * Makes sure that the user exists, and can be read.
     *
     * @throws ProblemException {@code unknown-user}
     */
    public User require(String id) {
        User user = find(id).orElseThrow(() -> {
            known.invalidate(id);
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

    /**
     * Notes what orders change of their users, all in one command.
     *
     * @param transaction the operations of a running transaction, which the caller aborts when this throws
     * @throws ProblemException {@code unknown-user}
     */
    public void spend(MongoOperations transaction, List<UserUpdate> spendings) {
        BulkOperations updates = transaction.bulkOps(BulkMode.ORDERED, User.class);
        spendings.forEach(spending -> updates.updateOne(byId(spending.userId()), spent(spending)));
        if (updates.execute().getMatchedCount() != spendings.size()) {
            spendings.forEach(spending -> known.invalidate(spending.userId()));
            throw unknownUser();
        }
    }

    /** The same writes as part of a larger command; whoever sends it looks at its matched count, one for each. */
    public static void spending(BulkSpec users, List<UserUpdate> spendings) {
        spendings.forEach(spending -> users.updateOne(byId(spending.userId()), spent(spending)));
    }

    private static Update spent(UserUpdate spending) {
        return new Update().set("shippingAddress", spending.shippingAddress()).inc(LIFE_TIME_VALUE, spending.amount());
    }

    /**
     * Takes an order of the user out of what was spent; the address stays.
     *
     * @param transaction the operations of a running transaction
     * @param amount in minor units of the store's currency
     */
    public void takeBack(MongoOperations transaction, String id, long amount) {
        transaction.updateFirst(byId(id), new Update().inc(LIFE_TIME_VALUE, -amount), User.class);
    }

    static ProblemException unknownUser() {
        return new ProblemException(
                UserProblem.UNKNOWN_USER, "The token is good, but its user is not known to the store.");
    }

    private static Query byIds(List<String> ids) {
        return Query.query(Criteria.where("_id").in(ids.stream().distinct().toList()));
    }

    private static Query byId(String id) {
        return Query.query(Criteria.where("_id").is(id));
    }
}
