package store.retro.platform.background;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import lombok.extern.slf4j.Slf4j;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import store.retro.platform.documents.StoredDocuments;
import store.retro.platform.documents.UnreadableDocumentException;

/**
 * Work that documents carry with them, in a {@link WorkState}: whoever writes a document says in the same write what is
 * to be done for it, so neither can exist without the other. Any number of instances share the work. A claim is a
 * conditional update that moves the due time to the end of a lease: while it lasts nobody else sees the work, and when
 * its worker dies, it comes back by itself. Every update of a claim is conditional on the claim still being there.
 *
 * <p>What is due is claimed, and what has become of it noted, for several documents at a time. Each is worked on by
 * itself, by whichever of the instance's threads is free: one that takes long keeps none of the others waiting.
 *
 * <p>A claimed document is written by its routing field and id, which a sharded cluster can route.
 *
 * @param <T> the documents' type
 */
@Slf4j
public class LeasedWorkQueue<T> {

    /** After so long a thread notes what it has done so far. */
    private static final Duration TURN = Duration.ofSeconds(1);

    private final StoredDocuments documents;
    private final Class<T> type;
    private final WorkFields fields;
    private final BackgroundProperties properties;
    private final Clock clock;
    private final WorkClaims claims;
    private final WorkNotes notes;

    /** What is claimed, and not begun yet. */
    private final Queue<Waiting<T>> waiting = new ConcurrentLinkedQueue<>();

    /** The others work on what these claim. */
    private final Semaphore claiming;

    /**
     * @param path of the {@link WorkState} in a document
     * @param routingField a member of each document by which a sharded cluster routes writes; it never changes
     * @param givenUp where a document says that its work was given up, if it may be
     */
    public LeasedWorkQueue(
            StoredDocuments documents,
            Class<T> type,
            String path,
            String routingField,
            @Nullable String givenUp,
            BackgroundProperties properties,
            Clock clock) {
        this.documents = documents;
        this.type = type;
        this.fields = new WorkFields(path, routingField, givenUp);
        this.properties = properties;
        this.clock = clock;
        this.claims = new WorkClaims(documents, type, fields, properties, clock);
        this.notes = new WorkNotes(documents, type, fields);
        this.claiming = new Semaphore(Math.max(1, properties.threads() / 4));
    }

    /** What finds due work without reading any other document. */
    public static IndexModel index(String path) {
        String at = path + ".at";
        return new IndexModel(Indexes.ascending(at), new IndexOptions().partialFilterExpression(Filters.exists(at)));
    }

    /**
     * Does what was claimed, or claims something that is due and does it. A document that cannot be read has its turn,
     * is set aside with the reason, and waits for the next.
     *
     * @param work given all that was claimed together, says how each of it is done
     * @return whether anything was due
     */
    public boolean doNext(Function<List<T>, Consumer<Claim<T>>> work) {
        boolean due = !waiting.isEmpty() || claimSome(work);
        long end = System.nanoTime() + TURN.toNanos();
        try {
            for (Waiting<T> next = waiting.poll();
                    next != null;
                    next = end > System.nanoTime() ? waiting.poll() : null) {
                due = true;
                begin(next);
            }
        } finally {
            notes.write();
        }
        return due;
    }

    private boolean claimSome(Function<List<T>, Consumer<Claim<T>>> work) {
        if (!claiming.tryAcquire()) {
            return false;
        }
        try {
            List<Claim<Document>> claimed = claims.take();
            List<Claim<T>> readable = claimed.stream().flatMap(this::readable).toList();
            if (!readable.isEmpty()) {
                Consumer<Claim<T>> each = together(work, readable);
                readable.forEach(claim -> waiting.add(new Waiting<>(claim, each)));
            }
            return !claimed.isEmpty();
        } finally {
            claiming.release();
        }
    }

    /** Should something fail for all of them, each is done by itself: it may be the fault of one. */
    private Consumer<Claim<T>> together(Function<List<T>, Consumer<Claim<T>>> work, List<Claim<T>> claims) {
        try {
            return work.apply(claims.stream().map(Claim::document).toList());
        } catch (RuntimeException | Error e) {
            log.debug("{} cannot be done together", fields.path(), e);
            return claim -> work.apply(List.of(claim.document())).accept(claim);
        }
    }

    private Stream<Claim<T>> readable(Claim<Document> claim) {
        try {
            T document = documents.read(type, claim.document());
            return Stream.of(
                    new Claim<>(document, claim.id(), claim.route(), claim.token(), claim.attempts(), claim.until()));
        } catch (UnreadableDocumentException e) {
            notes.add(claim, Updates.set(fields.at(), next(claim)), fields.released(), fields.asUnreadable(e, now()));
            return Stream.empty();
        }
    }

    /** What has waited for so long that its lease might end first is due again, as if nobody had claimed it. */
    private void begin(Waiting<T> next) {
        Claim<T> claim = next.claim();
        Duration enough = properties.lease().dividedBy(4).multipliedBy(3);
        if (!now().plus(enough).isBefore(claim.until())) {
            notes.add(claim, Updates.set(fields.at(), now()), Updates.inc(fields.attempts(), -1), fields.released());
            return;
        }
        try {
            next.work().accept(claim);
        } catch (RuntimeException | Error e) {
            postpone(claim, "it ended with " + e.getClass().getSimpleName());
            throw e;
        }
    }

    /** Notes that there is nothing left to do. */
    public void finish(Claim<T> claim, Bson... changes) {
        notes.add(claim, Updates.unset(fields.at()), fields.done(), Updates.combine(changes));
    }

    /**
     * As {@link #finish}, unless something else was asked for meanwhile: then that can be done at once, and the first
     * attempt of it is still to come.
     *
     * @param meanwhile what must still hold of the document
     */
    public void finishIf(Claim<T> claim, Bson meanwhile, Bson... changes) {
        Bson done = Updates.combine(fields.done(), Updates.combine(changes));
        notes.addEither(claim, meanwhile, Updates.unset(fields.at()), Updates.set(fields.at(), now()), done);
    }

    /** Notes that the next step of it can be done at once. */
    public void again(Claim<T> claim, Bson... changes) {
        later(claim, now(), changes);
    }

    /** Notes that nothing can be done about it before then, which nobody has to look at. */
    public void later(Claim<T> claim, Instant at, Bson... changes) {
        notes.add(claim, Updates.set(fields.at(), at), fields.done(), Updates.combine(changes));
    }

    /**
     * Notes that it was tried in vain, and lets it wait for its next turn.
     *
     * @param failure in words for an operator; nothing secret
     * @return whether it has been tried so often that operators should know
     */
    public boolean postpone(Claim<?> claim, String failure, Bson... changes) {
        notes.add(
                claim, Updates.combine(changes), Updates.set(fields.at(), next(claim)), fields.inVain(failure, now()));
        return isStuck(claim);
    }

    /** As {@link #postpone}, and operators are to know at once: it counts as tried too often. */
    public void postponeStuck(Claim<?> claim, String failure, Bson... changes) {
        Bson tooOften = Updates.max(fields.attempts(), properties.stuckAfter());
        postpone(claim, failure, Updates.combine(changes), tooOften);
    }

    /** Whether operators should know of it, if this attempt is in vain, too. */
    public boolean isStuck(Claim<?> claim) {
        return claim.attempts() >= properties.stuckAfter();
    }

    private Instant next(Claim<?> claim) {
        return now().plus(properties.backOff().jittered().after(claim.attempts()));
    }

    /**
     * Notes that it was tried in vain and is not to be tried again by itself, unless something else was asked for
     * meanwhile: that has all its attempts.
     *
     * @param meanwhile what must still hold of the document
     */
    public void giveUpIf(Claim<T> claim, Bson meanwhile, String failure) {
        Bson given = Updates.combine(
                Updates.unset(fields.at()), Updates.set(Objects.requireNonNull(fields.givenUp()), true));
        Bson anew = Updates.combine(Updates.set(fields.at(), now()), Updates.set(fields.attempts(), 0));
        notes.addEither(claim, meanwhile, given, anew, fields.inVain(failure, now()));
    }

    /** What there is to do, for those who do not do it. */
    public WaitingWork waiting() {
        return new WaitingWork(documents, type, fields, properties, clock);
    }

    private Instant now() {
        return clock.instant();
    }

    private record Waiting<T>(Claim<T> claim, Consumer<Claim<T>> work) {}

    /**
     * Work that is this worker's for a while.
     *
     * @param document as it was when it was claimed
     * @param attempts the present one included
     * @param until when the lease ends
     */
    public record Claim<T>(T document, Object id, String route, String token, int attempts, Instant until) {}
}
