package store.retro.order.settlement;

import java.time.Duration;
import java.time.Instant;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;
import store.retro.platform.mongo.StoredCollection;

/**
 * How many orders were lost to their payments lately, by all instances. Where it is too many, a fault of ours or the
 * provider's is likelier than so many dead holds: the next ones wait until staff has looked. It stands in one document,
 * which holds the last ones that were let through.
 */
@Repository
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
@Slf4j
class LostPaymentBrake implements StoredCollection {

    /** What operators read of an order that waits. */
    static final String STOPPED =
            "its payment is lost, as are too many of this hour: no order is cancelled for that until staff retries one";

    private static final String COLLECTION = "lostPayments";
    private static final String LAST = "last";
    private static final String STOPPED_AT = "stoppedAt";
    private static final Criteria ONE = Criteria.where("_id").is("orders");
    private static final Duration HOUR = Duration.ofHours(1);

    private final MongoOperations mongo;
    private final LostPaymentProperties properties;

    @Override
    public String collection() {
        return COLLECTION;
    }

    /** Whether this order may be cancelled; one that was let through before is not counted again. */
    boolean letsThrough(String orderId, Instant now) {
        if (changed(running().and(LAST + ".order").is(orderId), new Update().set("seenAt", now))) {
            return true;
        }
        int limit = properties.lostAtOnce();
        Criteria room = running()
                .orOperator(
                        Criteria.where(LAST + "." + (limit - 1)).exists(false),
                        Criteria.where(LAST + ".0.at").lte(now.minus(HOUR)));
        Document entry = new Document("order", orderId).append("at", now);
        Update counted = new Update().push(LAST).slice(-limit).each(entry);
        if (changed(room, counted)) {
            return true;
        }
        begin();
        if (changed(room, counted)) {
            return true;
        }
        if (changed(running(), new Update().set(STOPPED_AT, now))) {
            log.error("the provider has ended more than {} payments of placed orders within an hour", limit);
        }
        return false;
    }

    /** Lets so many through again. */
    void release() {
        mongo.remove(
                query(new Criteria().andOperator(ONE, Criteria.where(STOPPED_AT).exists(true))), COLLECTION);
    }

    /** Makes the document, unless something was lost before. */
    private void begin() {
        try {
            mongo.insert(new Document("_id", "orders"), COLLECTION);
        } catch (DuplicateKeyException e) {
            log.debug("another instance was first, or there is no room");
        }
    }

    private static Criteria running() {
        return new Criteria().andOperator(ONE, Criteria.where(STOPPED_AT).exists(false));
    }

    private boolean changed(Criteria criteria, Update update) {
        return mongo.updateFirst(query(criteria), update, COLLECTION).getMatchedCount() == 1;
    }

    private static Query query(Criteria criteria) {
        return Query.query(criteria);
    }
}
