package store.retro.money;

import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import store.retro.platform.problem.StartRefusedException;

/**
 * Keeps the store from taking stored amounts of another currency for its own: it does not start where they stand. It
 * looks through the last documents by their ids. One would do for what stores have written, since each of them has
 * looked before; the others are for what somebody has put in by hand. An index would be paid for by every order.
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class CurrencyCheck implements SmartLifecycle {

    static final int LAST = 10_000;

    private static final String FIELD = "currency";

    private final List<StoredAmounts> collections;
    private final MongoDatabaseFactory factory;
    private final StoreCurrency own;
    private volatile boolean running;

    /** Once the collections are there, and before anybody is served or anything is settled. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public void start() {
        collections.stream().map(StoredAmounts::collection).forEach(this::requireOwn);
        running = true;
    }

    private void requireOwn(String collection) {
        Bson another = Filters.and(Filters.type(FIELD, BsonType.STRING), Filters.ne(FIELD, own.code()));
        Document found = factory.getMongoDatabase()
                .getCollection(collection)
                .aggregate(List.of(
                        Aggregates.sort(Sorts.descending("_id")),
                        Aggregates.limit(LAST),
                        Aggregates.match(another),
                        Aggregates.limit(1),
                        Aggregates.project(Projections.include(FIELD))))
                .first();
        if (found != null) {
            throw new StartRefusedException(
                    "The collection " + collection + " has amounts in " + found.getString(FIELD) + ", as its document "
                            + found.get("_id") + ", and store.currency is " + own.code() + ".",
                    "Set store.currency (STORE_CURRENCY) to the currency that is stored, or use another database:"
                            + " amounts are not converted.");
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
