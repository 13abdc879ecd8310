package store.retro.payment.handling;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;
import store.retro.payment.PaymentProblem;
import store.retro.platform.mongo.StoredCollection;
import store.retro.platform.problem.ProblemException;
import store.retro.user.User;

/**
 * How many payments a user may start in an hour of the clock, and how many of them may be declined; and how many may be
 * started in a minute by all together whom the store has not known for a day. They are counted in the database, and so
 * across instances, in documents of their own: a user's document is what the user's orders meet at.
 *
 * <p>The id of a document begins with its time, so that the index on it finds what is over.
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
@Slf4j
class PaymentLimits implements StoredCollection {

    static final String COLLECTION = "paymentStarts";

    private static final Duration NEW = Duration.ofDays(1);
    private static final String STARTED = "started";
    private static final String DECLINED = "declined";

    private final MongoOperations mongo;
    private final PaymentProperties properties;
    private final MeterRegistry meters;
    private final Clock clock;

    /** The hour in which this instance has forgotten the former ones. */
    private volatile Instant forgotten = Instant.MIN;

    @Override
    public String collection() {
        return COLLECTION;
    }

    /**
     * Counts a payment that the user is about to start.
     *
     * @throws ProblemException {@code too-many-payments}
     */
    void start(User user) {
        Instant now = clock.instant();
        Document mine = count(ofUser(user.id(), now), STARTED, 1);
        if (of(mine, STARTED) > properties.perUserPerHour() || of(mine, DECLINED) >= properties.declinesPerHour()) {
            throw tooMany("user", now, ChronoUnit.HOURS);
        }
        boolean young = user.isYoungerThan(NEW, now);
        if (young && of(count(ofNewcomers(now), STARTED, 1), STARTED) > properties.newcomersPerMinute()) {
            log.warn("new users start more payments a minute than store.payment.newcomers-per-minute lets them");
            throw tooMany("newcomers", now, ChronoUnit.MINUTES);
        }
        meters.counter("store.payment.started", "users", young ? "new" : "known")
                .increment();
    }

    /** Takes one back that was none: the user's earlier request had started it. */
    void replayed(String userId) {
        count(ofUser(userId, clock.instant()), STARTED, -1);
    }

    void declined(String userId) {
        count(ofUser(userId, clock.instant()), DECLINED, 1);
    }

    /** Forgets what no limit counts any more. */
    void forgetFormer() {
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        if (!hour.equals(forgotten)) {
            mongo.getCollection(COLLECTION)
                    .deleteMany(
                            Filters.lt("_id", hour.minus(1, ChronoUnit.HOURS).toString()));
            forgotten = hour;
        }
    }

    private static String ofUser(String userId, Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS) + " user " + userId;
    }

    private static String ofNewcomers(Instant now) {
        return now.truncatedTo(ChronoUnit.MINUTES) + " newcomers";
    }

    private Document count(String id, String what, int change) {
        try {
            return counted(id, what, change);
        } catch (DuplicateKeyException e) {
            // another was the first of this hour or minute; it is there now
            return counted(id, what, change);
        }
    }

    private Document counted(String id, String what, int change) {
        FindOneAndUpdateOptions options =
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);
        Document counted = mongo.execute(
                COLLECTION,
                starts -> starts.findOneAndUpdate(Filters.eq("_id", id), Updates.inc(what, change), options));
        return counted == null ? new Document() : counted;
    }

    private static int of(Document counted, String what) {
        return counted.getInteger(what, 0);
    }

    private ProblemException tooMany(String limit, Instant now, ChronoUnit window) {
        meters.counter("store.payment.limited", "limit", limit).increment();
        Instant next = now.truncatedTo(window).plus(1, window);
        return new ProblemException(PaymentProblem.TOO_MANY_PAYMENTS).retryAfter(Duration.between(now, next));
    }
}
