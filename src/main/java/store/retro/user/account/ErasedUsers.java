package store.retro.user.account;

import com.mongodb.ReadConcern;
import java.time.Instant;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;
import store.retro.platform.documents.StoredDocuments;
import store.retro.user.User;
import store.retro.user.Users;

/** What is written of users who are erased, and who are let in again. */
@Repository
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class ErasedUsers {

    private static final String DUE = Users.ERASURE + ".at";
    private static final String CLAIM = Users.ERASURE + ".claim";

    private final StoredDocuments documents;

    /**
     * Marks a user as erased, and empties that document; the others are due from then on.
     *
     * @param transaction the operations of a running transaction
     * @return false if that was done before, or there is no such user
     */
    static boolean mark(MongoOperations transaction, String id, Instant now) {
        Query living = Query.query(byId(id).and(Users.ERASED_AT).is(null));
        Update erased = new Update()
                .set(Users.ERASED_AT, now)
                .set(DUE, now)
                .set(Users.ERASURE + ".attempts", 0)
                .unset("name")
                .unset("email")
                .unset("shippingAddress")
                .unset(Users.EXPORTED_AT);
        return transaction.updateFirst(living, erased, User.class).getMatchedCount() == 1;
    }

    /** The user as of now and for good, where the fate of a commit hangs on it. */
    Optional<User> current(String id) {
        return documents.findOne(User.class, Query.query(byId(id)).withReadConcern(ReadConcern.LINEARIZABLE));
    }

    /**
     * Claims what is still to be emptied of an erased user, as a worker does, also where nothing is.
     *
     * @return false if a worker is on it, or the user is not erased
     */
    boolean claim(String id, String token, Instant now, Instant until) {
        Criteria free = byId(id).and(Users.ERASED_AT)
                .ne(null)
                .norOperator(Criteria.where(CLAIM).exists(true).and(DUE).gt(now));
        return documents.update(
                User.class, Query.query(free), new Update().set(DUE, until).set(CLAIM, token));
    }

    /** Takes the mark away again, as long as the claim is there. */
    boolean readmit(String id, String token) {
        Query claimed = Query.query(byId(id).and(CLAIM).is(token));
        return documents.update(
                User.class, claimed, new Update().unset(Users.ERASED_AT).unset(Users.ERASURE));
    }

    private static Criteria byId(String id) {
        return Criteria.where("_id").is(id);
    }
}
