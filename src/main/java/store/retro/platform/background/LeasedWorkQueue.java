package store.retro.platform.background;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
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

    private final MongoOperations mongo;
    private final Class<T> type;
    private final String routingField;
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
            MongoOperations mongo,
            Class<T> type,
            String path,
            String routingField,
            BackgroundProperties properties,
            Clock clock) {
        this.mongo = mongo;
        this.type = type;
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
     * Claims something that is due, and does it.
     *
     * @return whether anything was due
     */
    public boolean doNext(Consumer<Claim<T>> work) {
        Optional<Claim<T>> claim = claim();
        claim.ifPresent(work);
        return claim.isPresent();
    }

    private Optional<Claim<T>> claim() {
        Query oldest = query(where(at).lte(now())).with(Sort.by(at)).limit(CANDIDATES);
        oldest.fields().include(routingField, at);
        List<Document> candidates = new ArrayList<>(mongo.find(oldest, Document.class, collection()));
        Collections.shuffle(candidates);
        return candidates.stream()
                .flatMap(candidate -> claimUnlessLocked(candidate).stream())
                .findFirst();
    }

    /** A transaction that its client has left behind holds a document for up to a minute; the others need not wait. */
    private Optional<Claim<T>> claimUnlessLocked(Document candidate) {
        return DatabaseUnavailable.orEmpty(PATIENCE, () -> claim(candidate));
    }

    private @Nullable Claim<T> claim(Document candidate) {
        Object id = member(candidate, "_id", Object.class);
        String route = candidate.getString(routingField);
        String token = UUID.randomUUID().toString();
        Query unclaimed = query(document(id, route).and(at).is(member(candidate, at, Date.class)));
        Update lease = new Update()
                .set(at, Date.from(clock.instant().plus(properties.lease())))
                .set(claimedBy, token)
                .inc(attempts, 1);
        Document claimed = mongo.findAndModify(
                unclaimed, lease, FindAndModifyOptions.options().returnNew(true), Document.class, collection());
        return claimed == null
                ? null
                : new Claim<>(
                        mongo.getConverter().read(type, claimed),
                        id,
                        route,
                        token,
                        member(claimed, attempts, Integer.class));
    }

    private Criteria document(Object id, String route) {
        return where("_id").is(id).and(routingField).is(route);
    }

    private static <V> V member(Document document, String path, Class<V> type) {
        return Objects.requireNonNull(document.getEmbedded(List.of(path.split("\\.")), type));
    }

    /**
     * Notes that there is nothing left to do, unless something else was asked for meanwhile.
     *
     * @param meanwhile what must still hold of the document
     * @return whether the claim was still there, and the condition held
     */
    public boolean finish(Claim<T> claim, Criteria meanwhile, Update changes) {
        return update(claim, meanwhile, anew(changes.unset(at)));
    }

    /** Notes that this is done and the next can be at once; the first attempt of that is still to come. */
    public boolean goOn(Claim<T> claim, Update changes) {
        return update(claim, new Criteria(), anew(changes.set(at, now())));
    }

    private Update anew(Update changes) {
        return changes.unset(claimedBy).unset(lastFailure).set(attempts, 0);
    }

    /**
     * Notes that it was tried in vain, and lets it wait for its next turn.
     *
     * @param failure in words for an operator; nothing secret
     * @return whether it has been tried so often that operators should know
     */
    public boolean postpone(Claim<T> claim, String failure) {
        Instant next = clock.instant().plus(properties.backOff().jittered().after(claim.attempts()));
        update(claim, new Criteria(), inVain(new Update().set(at, Date.from(next)), failure));
        return claim.attempts() >= properties.stuckAfter();
    }

    private Update inVain(Update changes, String failure) {
        return changes.unset(claimedBy).set(lastFailure, failure);
    }

    /** Notes that it was tried in vain and is not to be tried again by itself. */
    public boolean giveUp(Claim<T> claim, String failure, Update changes) {
        return update(claim, new Criteria(), inVain(changes.unset(at), failure));
    }

    /** What was tried so often in vain that operators should know, the longest first. */
    public List<T> stuck(int limit) {
        return mongo.find(query(isStuck()).with(Sort.by("_id")).limit(limit), type, collection());
    }

    /** How much is stuck. */
    public long countStuck() {
        return mongo.count(query(isStuck()), collection());
    }

    private Criteria isStuck() {
        return where(at).exists(true).and(attempts).gte(properties.stuckAfter());
    }

    private boolean update(Claim<T> claim, Criteria meanwhile, Update changes) {
        Criteria mine = document(claim.id(), claim.route()).and(claimedBy).is(claim.token());
        return mongo.findAndModify(query(new Criteria().andOperator(mine, meanwhile)), changes, type) != null;
    }

    private Date now() {
        return Date.from(clock.instant());
    }

    private String collection() {
        return mongo.getCollectionName(type);
    }

    /**
     * Work that is this worker's for a while.
     *
     * @param document as it was when it was claimed
     * @param attempts the present one included
     */
    public record Claim<T>(T document, Object id, String route, String token, int attempts) {}
}
