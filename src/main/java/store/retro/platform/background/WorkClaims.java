package store.retro.platform.background;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import store.retro.platform.background.LeasedWorkQueue.Claim;
import store.retro.platform.documents.StoredDocuments;
import store.retro.platform.documents.UnreadableDocumentException;
import store.retro.platform.transaction.DatabaseUnavailable;

/** Claims what is due: several documents by one command, where there are several. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
@Slf4j
final class WorkClaims {

    private static final int CANDIDATES = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final StoredDocuments documents;
    private final Class<?> type;
    private final WorkFields fields;
    private final BackgroundProperties properties;
    private final Clock clock;

    /** The oldest have their turn first; those that nobody can claim stand in nobody's way. */
    List<Claim<Document>> take() {
        int page = Math.max(CANDIDATES, properties.batchSize());
        for (int passedOver = 0; ; passedOver += page) {
            List<Document> oldest = collection()
                    .find(Filters.lte(fields.at(), clock.instant()))
                    .sort(Sorts.ascending(fields.at()))
                    .skip(passedOver)
                    .limit(page)
                    .projection(Projections.include(fields.route(), fields.path()))
                    .into(new ArrayList<>());
            List<Candidate> candidates =
                    new ArrayList<>(oldest.stream().flatMap(this::candidate).toList());
            Collections.shuffle(candidates);
            List<Claim<Document>> claims = firstOf(candidates);
            if (!claims.isEmpty() || candidates.size() == oldest.size() || oldest.size() < page) {
                return claims;
            }
        }
    }

    /** Something that is due; empty if what it says of itself is not what is read here. */
    private Stream<Candidate> candidate(Document due) {
        try {
            WorkState state = documents.readMember(type, due, fields.path(), WorkState.class);
            return Stream.of(new Candidate(
                    documents.readMember(type, due, "_id", Object.class),
                    documents.readMember(type, due, fields.route(), String.class),
                    Objects.requireNonNull(state.at()),
                    state.attempts()));
        } catch (UnreadableDocumentException e) {
            setAside(due, e);
            return Stream.empty();
        }
    }

    /** So that nobody has to pass it over each time; one whose due time cannot be read stays as it is. */
    private void setAside(Document due, UnreadableDocumentException reason) {
        try {
            Instant at = documents.readMember(type, due, fields.at(), Instant.class);
            Instant now = clock.instant();
            DatabaseUnavailable.orEmpty(
                    PATIENCE,
                    () -> collection()
                            .updateOne(
                                    Filters.and(Filters.eq("_id", due.get("_id")), Filters.eq(fields.at(), at)),
                                    Updates.combine(
                                            Updates.set(
                                                    fields.at(),
                                                    now.plus(
                                                            properties.backOff().max())),
                                            fields.asUnreadable(reason, now))));
        } catch (UnreadableDocumentException | MongoWriteException e) {
            log.debug("{} is passed over", due.get("_id"), e);
        }
    }

    /** As many as are claimed together; further ones, should others have claimed all of these. */
    private List<Claim<Document>> firstOf(List<Candidate> candidates) {
        List<Claim<Document>> claims = List.of();
        int batch = properties.batchSize();
        for (int from = 0; claims.isEmpty() && from < candidates.size(); from += batch) {
            claims = claim(candidates.subList(from, Math.min(from + batch, candidates.size())));
        }
        return claims;
    }

    private List<Claim<Document>> claim(List<Candidate> some) {
        Lease lease = new Lease(UUID.randomUUID().toString(), clock.instant().plus(properties.lease()));
        Map<Object, Candidate> byId = some.stream().collect(Collectors.toMap(Candidate::id, Function.identity()));
        List<Document> claimed = some.size() == 1 ? alone(some.get(0), lease) : together(some, lease);
        return claimed.stream()
                .map(document -> claim(document, Objects.requireNonNull(byId.get(document.get("_id"))), lease))
                .toList();
    }

    private static Claim<Document> claim(Document document, Candidate candidate, Lease lease) {
        return new Claim<>(
                document, candidate.id(), candidate.route(), lease.token(), candidate.attempts() + 1, lease.until());
    }

    /** A transaction that its client has left behind holds a document for up to a minute; the others need not wait. */
    private List<Document> alone(Candidate candidate, Lease lease) {
        return DatabaseUnavailable.orEmpty(
                        PATIENCE,
                        () -> collection()
                                .findOneAndUpdate(
                                        unclaimed(candidate),
                                        begun(lease),
                                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
                .stream()
                .toList();
    }

    /**
     * One that is held ends the command; those before it are claimed, and another time, for they are shuffled, those
     * behind it. One that may not be changed keeps back no other.
     */
    private List<Document> together(List<Candidate> some, Lease lease) {
        List<UpdateOneModel<Document>> claims = some.stream()
                .map(candidate -> new UpdateOneModel<Document>(unclaimed(candidate), begun(lease)))
                .toList();
        @Nullable MongoBulkWriteException refusal = null;
        try {
            DatabaseUnavailable.orEmpty(
                    PATIENCE, () -> collection().bulkWrite(claims, new BulkWriteOptions().ordered(false)));
        } catch (MongoBulkWriteException e) {
            refusal = e;
        }
        List<Document> mine = collection().find(held(some, lease)).into(new ArrayList<>());
        if (mine.isEmpty() && refusal != null) {
            throw refusal;
        }
        return mine;
    }

    private Bson held(List<Candidate> some, Lease lease) {
        return Filters.and(
                Filters.in("_id", some.stream().map(Candidate::id).toList()),
                Filters.in(fields.route(), some.stream().map(Candidate::route).toList()),
                Filters.eq(fields.claim(), lease.token()));
    }

    private Bson unclaimed(Candidate candidate) {
        return Filters.and(fields.document(candidate.id(), candidate.route()), Filters.eq(fields.at(), candidate.at()));
    }

    private Bson begun(Lease lease) {
        return Updates.combine(
                Updates.set(fields.at(), lease.until()),
                Updates.set(fields.claim(), lease.token()),
                Updates.inc(fields.attempts(), 1));
    }

    private MongoCollection<Document> collection() {
        return documents.collection(type);
    }

    /** A document in which something is due since {@code at}. */
    private record Candidate(Object id, String route, Instant at, int attempts) {}

    private record Lease(String token, Instant until) {}
}
