package store.retro.platform.background;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.client.result.UpdateResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import store.retro.platform.mongo.StoredDocuments;
import store.retro.platform.mongo.UnreadableDocumentException;
import store.retro.platform.transaction.DatabaseUnavailable;

/**
 * Work that documents carry with them, in a {@link WorkState}: whoever writes a document says in the same write what is
 * to be done for it, so neither can exist without the other. Any number of instances share the work. A claim is a
 * conditional update that moves the due time to the end of a lease: while it lasts nobody else sees the work, and when
 * its worker dies, it comes back by itself. Every update of a claim is conditional on the claim still being there.
 *
 * <p>A claimed document is written by its routing field and id, which a sharded cluster can route.
 *
 * @param <T> the documents' type
 */
public class LeasedWorkQueue<T> {

    private static final int CANDIDATES = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final StoredDocuments documents;
    private final Class<T> type;
    private final String routingField;
    private final String path;
    private final String at;
    private final String claimedBy;
    private final String attempts;
    private final String lastFailure;
    private final BackgroundProperties properties;
    private final Clock clock;

    /**
     * @param path of the {@link WorkState} in a document
     * @param routingField a member of each document by which a sharded cluster routes writes; it never changes
     */
    public LeasedWorkQueue(
            StoredDocuments documents,
            Class<T> type,
            String path,
            String routingField,
            BackgroundProperties properties,
            Clock clock) {
        this.documents = documents;
        this.type = type;
        this.path = path;
        this.at = path + ".at";
        this.claimedBy = path + ".claim";
        this.attempts = path + ".attempts";
        this.lastFailure = path + ".failure";
        this.routingField = routingField;
        this.properties = properties;
        this.clock = clock;
    }

    /** What finds due work without reading any other document. */
    public static IndexModel index(String path) {
        String at = path + ".at";
        return new IndexModel(Indexes.ascending(at), new IndexOptions().partialFilterExpression(Filters.exists(at)));
    }

    /**
     * Claims something that is due, and does it. A document that cannot be read has its turn, and waits for the next.
     *
     * @return whether anything was due
     */
    public boolean doNext(Consumer<Claim<T>> work) {
        Optional<Claim<Document>> claim = claim();
        claim.ifPresent(claimed -> workOn(claimed, work));
        return claim.isPresent();
    }

    private void workOn(Claim<Document> claim, Consumer<Claim<T>> work) {
        T document;
        try {
            document = documents.read(type, claim.document());
        } catch (UnreadableDocumentException e) {
            postpone(claim, "it cannot be read: " + e.getMessage());
            return;
        }
        work.accept(new Claim<>(document, claim.id(), claim.route(), claim.token(), claim.attempts()));
    }

    /** The oldest have their turn first; those that nobody can claim stand in nobody's way. */
    private Optional<Claim<Document>> claim() {
        int passedOver = 0;
        while (true) {
            List<Document> oldest = documents
                    .collection(type)
                    .find(Filters.lte(at, now()))
                    .sort(Sorts.ascending(at))
                    .skip(passedOver)
                    .limit(CANDIDATES)
                    .projection(Projections.include(routingField, path))
                    .into(new ArrayList<>());
            List<Candidate> candidates =
                    new ArrayList<>(oldest.stream().flatMap(this::candidate).toList());
            Collections.shuffle(candidates);
            Optional<Claim<Document>> claim = candidates.stream()
                    .flatMap(candidate -> claimUnlessLocked(candidate).stream())
                    .findFirst();
            if (claim.isPresent() || candidates.size() == oldest.size() || oldest.size() < CANDIDATES) {
                return claim;
            }
            passedOver += CANDIDATES;
        }
    }

    /** Something that is due; empty if what it says of itself is not what is read here. */
    private Stream<Candidate> candidate(Document due) {
        try {
            WorkState state = documents.readMember(type, due, path, WorkState.class);
            return Stream.of(new Candidate(
                    documents.readMember(type, due, "_id", Object.class),
                    documents.readMember(type, due, routingField, String.class),
                    Objects.requireNonNull(state.at()),
                    state.attempts()));
        } catch (UnreadableDocumentException e) {
            return Stream.empty();
        }
    }

    /** A transaction that its client has left behind holds a document for up to a minute; the others need not wait. */
    private Optional<Claim<Document>> claimUnlessLocked(Candidate candidate) {
        return DatabaseUnavailable.orEmpty(PATIENCE, () -> claim(candidate));
    }

    private @Nullable Claim<Document> claim(Candidate candidate) {
        String token = UUID.randomUUID().toString();
        Bson unclaimed = Filters.and(document(candidate.id(), candidate.route()), Filters.eq(at, candidate.at()));
        Bson lease = Updates.combine(
                Updates.set(at, clock.instant().plus(properties.lease())),
                Updates.set(claimedBy, token),
                Updates.inc(attempts, 1));
        Document claimed = documents
                .collection(type)
                .findOneAndUpdate(unclaimed, lease, new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        return claimed == null
                ? null
                : new Claim<>(claimed, candidate.id(), candidate.route(), token, candidate.attempts() + 1);
    }

    private Bson document(Object id, String route) {
        return Filters.and(Filters.eq("_id", id), Filters.eq(routingField, route));
    }

    /**
     * Notes that there is nothing left to do, unless something else was asked for meanwhile.
     *
     * @param meanwhile what must still hold of the document
     * @return whether the claim was still there, and the condition held
     */
    public boolean finish(Claim<T> claim, Bson meanwhile, Bson... changes) {
        return update(claim, meanwhile, Updates.unset(at), anew(changes));
    }

    /** Notes that this is done and the next can be at once; the first attempt of that is still to come. */
    public boolean goOn(Claim<T> claim, Bson... changes) {
        return update(claim, Filters.empty(), Updates.set(at, now()), anew(changes));
    }

    private Bson anew(Bson... changes) {
        return Updates.combine(
                Updates.combine(changes),
                Updates.unset(claimedBy),
                Updates.unset(lastFailure),
                Updates.set(attempts, 0));
    }

    /**
     * Notes that it was tried in vain, and lets it wait for its next turn.
     *
     * @param failure in words for an operator; nothing secret
     * @return whether it has been tried so often that operators should know
     */
    public boolean postpone(Claim<?> claim, String failure) {
        Instant next = clock.instant().plus(properties.backOff().jittered().after(claim.attempts()));
        update(claim, Filters.empty(), Updates.set(at, next), inVain(failure));
        return claim.attempts() >= properties.stuckAfter();
    }

    private Bson inVain(String failure) {
        return Updates.combine(Updates.unset(claimedBy), Updates.set(lastFailure, failure));
    }

    /** Notes that it was tried in vain and is not to be tried again by itself. */
    public boolean giveUp(Claim<T> claim, String failure, Bson changes) {
        return update(claim, Filters.empty(), changes, Updates.unset(at), inVain(failure));
    }

    /** What was tried so often in vain that operators should know, the longest first. */
    public List<T> stuck(int limit) {
        return documents.find(type, Query.query(isStuck()).with(Sort.by("_id")).limit(limit));
    }

    /** How much is stuck. */
    public long countStuck() {
        return documents.collection(type).countDocuments(isStuck().getCriteriaObject());
    }

    private Criteria isStuck() {
        return Criteria.where(at).exists(true).and(attempts).gte(properties.stuckAfter());
    }

    private boolean update(Claim<?> claim, Bson meanwhile, Bson... changes) {
        Bson mine = Filters.and(document(claim.id(), claim.route()), Filters.eq(claimedBy, claim.token()), meanwhile);
        UpdateResult result = documents.collection(type).updateOne(mine, Updates.combine(changes));
        return result.getMatchedCount() == 1;
    }

    private Instant now() {
        return clock.instant();
    }

    /** A document in which something is due since {@code at}. */
    private record Candidate(Object id, String route, Instant at, int attempts) {}

    /**
     * Work that is this worker's for a while.
     *
     * @param document as it was when it was claimed
     * @param attempts the present one included
     */
    public record Claim<T>(T document, Object id, String route, String token, int attempts) {}
}
