package store.retro.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Results that clients have not fetched to the end. What is left of one is kept, as the snapshot had it. */
final class Cursors {

    private static final int FIRST_BATCH = 101;
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Map<Long, Cursor> cursors = new ConcurrentHashMap<>();

    /** One of them; the session and the transaction it was made in are the only ones that may go on with it. */
    private static final class Cursor {
        private final Namespace namespace;
        private final @Nullable UUID session;
        private final @Nullable Long transaction;
        private final List<Document> documents;
        private int position;
        private volatile long usedAt = System.nanoTime();

        Cursor(Namespace namespace, List<Document> documents, Request request) {
            this.namespace = namespace;
            this.documents = documents;
            this.session = request.sessionId();
            this.transaction = request.isInTransaction() ? request.transactionNumber() : null;
        }

        synchronized List<Document> next(long count) {
            usedAt = System.nanoTime();
            List<Document> batch = new ArrayList<>();
            int bytes = 0;
            while (position < documents.size() && batch.size() < count) {
                Document document = documents.get(position);
                bytes += Bson.size(document);
                if (bytes > Bson.MAX_DOCUMENT_SIZE && !batch.isEmpty()) {
                    break;
                }
                batch.add(document);
                position++;
            }
            return batch;
        }

        boolean isAtEnd() {
            return position >= documents.size();
        }
    }

    /** The answer with the first batch. */
    Document first(Request request, Namespace namespace, List<Document> documents, @Nullable Number batchSize) {
        Cursor cursor = new Cursor(namespace, documents, request);
        List<Document> batch = cursor.next(batchSize == null ? FIRST_BATCH : batchSize.longValue());
        long id = 0;
        if (!cursor.isAtEnd() && !request.flag("singleBatch")) {
            id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
            cursors.put(id, cursor);
        }
        return response("firstBatch", batch, id, namespace);
    }

    Document more(Request request) {
        Number number = request.number("getMore");
        long id = number == null ? 0 : number.longValue();
        Cursor cursor = cursors.get(id);
        if (cursor == null
                || !cursor.namespace.equals(new Namespace(request.database(), "" + request.get("collection")))) {
            throw notFound(id);
        }
        checkOwner(cursor, id, request);
        Number batchSize = request.number("batchSize");
        List<Document> batch = cursor.next(batchSize == null ? Long.MAX_VALUE : batchSize.longValue());
        if (cursor.isAtEnd()) {
            cursors.remove(id);
            id = 0;
        }
        return response("nextBatch", batch, id, cursor.namespace);
    }

    private static void checkOwner(Cursor cursor, long id, Request request) {
        if (!Objects.equals(cursor.session, request.sessionId())) {
            int code = request.sessionId() == null ? 50737 : 50738;
            throw new CommandError(
                    code, "Location" + code, "Cannot run getMore on cursor " + id + " outside the session it is of");
        }
        Long transaction = request.isInTransaction() ? request.transactionNumber() : null;
        if (!Objects.equals(cursor.transaction, transaction)) {
            int code = transaction == null ? 50740 : 50739;
            throw new CommandError(
                    code, "Location" + code, "Cannot run getMore on cursor " + id + " outside its transaction");
        }
    }

    Document kill(Request request) {
        List<Object> killed = new ArrayList<>();
        List<Object> unknown = new ArrayList<>();
        for (Object id : (List<?>) Objects.requireNonNull(request.get("cursors"))) {
            (cursors.remove(((Number) id).longValue()) != null ? killed : unknown).add(id);
        }
        return new Document("cursorsKilled", killed)
                .append("cursorsNotFound", unknown)
                .append("cursorsAlive", List.of())
                .append("cursorsUnknown", List.of());
    }

    /** @param transaction null for all of the session's */
    void closeThoseOf(UUID session, @Nullable Long transaction) {
        cursors.values()
                .removeIf(cursor -> session.equals(cursor.session)
                        && (transaction == null || transaction.equals(cursor.transaction)));
    }

    void closeIdle() {
        long now = System.nanoTime();
        cursors.values().removeIf(cursor -> now - cursor.usedAt > IDLE.toNanos());
    }

    private static Document response(String batchName, List<Document> batch, long id, Namespace namespace) {
        return new Document(
                "cursor", new Document(batchName, batch).append("id", id).append("ns", namespace.toString()));
    }

    private static CommandError notFound(long id) {
        return new CommandError(43, "CursorNotFound", "cursor id " + id + " not found");
    }
}
