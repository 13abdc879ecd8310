package store.retro.platform.background;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.data.mongodb.core.schema.JsonSchemaObject.Type;
import store.retro.platform.documents.StoredDocuments;

/** What there is to do of one kind, for those who do not do it: what is stuck, and since when the oldest is due. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class WaitingWork {

    private static final String NOT_TRIED = "it is due, and nobody has tried it";

    private final StoredDocuments documents;
    private final Class<?> type;
    private final WorkFields fields;
    private final BackgroundProperties properties;
    private final Clock clock;

    /** What was tried so often in vain that operators should know, or given up, or is due for long and not tried. */
    public List<StuckWork> stuck(int limit) {
        return list(isStuck(), limit);
    }

    /** How much is stuck. */
    public long countStuck() {
        return collection().countDocuments(isStuck());
    }

    /** Work that cannot be done, as its document cannot be read; once mended, it has its turn by itself. */
    public List<StuckWork> setAside(int limit) {
        return list(isSetAside(), limit);
    }

    /** How much is set aside. */
    public long countSetAside() {
        return collection().countDocuments(isSetAside());
    }

    /** Since when the oldest is due that nobody has claimed. */
    Optional<Instant> oldestDue() {
        Document oldest = collection()
                .find(Filters.lte(fields.at(), clock.instant()))
                .sort(Sorts.ascending(fields.at()))
                .projection(Projections.include(fields.at()))
                .first();
        return Optional.ofNullable(oldest).map(found -> instant(state(found).get("at")));
    }

    /**
     * Lets what waits in a document be done now, with all its attempts. What a worker is on is left to it.
     *
     * @return whether anything waits there
     */
    boolean retry(String id) {
        Instant now = clock.instant();
        Query waiting = Query.query(Criteria.where("_id").is(id).orOperator(waits()));
        Query free = Query.of(waiting)
                .addCriteria(new Criteria()
                        .norOperator(Criteria.where(fields.claim())
                                .exists(true)
                                .and(fields.at())
                                .gt(now)));
        Update anew =
                new Update().set(fields.at(), now).set(fields.attempts(), 0).unset(fields.claim());
        givenUp().ifPresent(anew::unset);
        return documents.update(type, free, anew)
                || !documents.stored(type, waiting.limit(1)).isEmpty();
    }

    private List<Criteria> waits() {
        return Stream.concat(
                        Stream.of(Criteria.where(fields.at()).exists(true)),
                        givenUp().map(field -> Criteria.where(field).is(true)).stream())
                .map(this::thatCanBeWritten)
                .toList();
    }

    /** Where somebody has stored a list instead of a document, no member can be set. */
    private Criteria thatCanBeWritten(Criteria waits) {
        Criteria writable = waits;
        for (String parent : Set.copyOf(List.of(fields.path(), fields.path().replaceFirst("\\..*", "")))) {
            writable = writable.and(parent).not().type(Type.ARRAY);
        }
        return writable;
    }

    private Optional<String> givenUp() {
        return Optional.ofNullable(fields.givenUp());
    }

    private Bson isStuck() {
        Instant longAgo = clock.instant().minus(properties.backOff().max());
        List<Bson> either = new ArrayList<>(List.of(
                Filters.and(Filters.exists(fields.at()), Filters.gte(fields.attempts(), properties.stuckAfter())),
                Filters.lt(fields.at(), longAgo)));
        // each has its index
        givenUp().ifPresent(field -> either.add(Filters.eq(field, true)));
        return Filters.and(Filters.exists(fields.unreadable(), false), Filters.or(either));
    }

    /** What is due at no time is never met by a worker. */
    private Bson isSetAside() {
        return Filters.and(
                Filters.exists(fields.at()),
                Filters.or(
                        Filters.exists(fields.unreadable()),
                        Filters.not(Filters.type(fields.at(), BsonType.DATE_TIME))));
    }

    private List<StuckWork> list(Bson filter, int limit) {
        return collection()
                .find(filter)
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .projection(Projections.include(fields.path()))
                .map(this::stuckWork)
                .into(new ArrayList<>());
    }

    /** Of these some cannot be read. */
    private StuckWork stuckWork(Document found) {
        Document state = state(found);
        Object failure = state.getOrDefault("unreadable", state.getOrDefault("failure", NOT_TRIED));
        Object at = state.get("at");
        boolean isTime = at == null || at instanceof Date;
        return new StuckWork(
                collection().getNamespace().getCollectionName(),
                String.valueOf(found.get("_id")),
                instant(state.getOrDefault("since", NOT_TRIED.equals(failure) ? at : null)),
                isTime ? String.valueOf(failure) : "it cannot be read: when it is due is no time",
                state.get("attempts") instanceof Number attempts ? attempts.intValue() : 0);
    }

    private Document state(Document found) {
        Object state = found;
        for (String name : fields.path().split("\\.")) {
            state = state instanceof Document parent ? parent.get(name) : null;
        }
        return state instanceof Document read ? read : new Document();
    }

    private static @Nullable Instant instant(@Nullable Object stored) {
        return stored instanceof Date time ? time.toInstant() : null;
    }

    private MongoCollection<Document> collection() {
        return documents.collection(type);
    }
}
