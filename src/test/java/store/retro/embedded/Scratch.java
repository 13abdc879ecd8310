package store.retro.embedded;

import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A collection of at most one document that lives for one operation. mongo-java-server's update operators, upserts and
 * projections can only be reached through a collection's {@code findAndModify}; this is the smallest one to have it.
 */
final class Scratch extends ReadOnlyCollection {

    private final @Nullable Document document;

    /** Empty. */
    Scratch() {
        this(null);
    }

    private Scratch(@Nullable Document document) {
        super(NoDatabase.INSTANCE, "scratch");
        this.document = document;
    }

    /**
     * Applies update operators or a replacement.
     *
     * @param query the one the document was found by, for the positional operator
     */
    static Document update(Document document, Document query, Document update, @Nullable Object arrayFilters) {
        return modify(new Scratch(document.cloneDeeply()), query, update, arrayFilters);
    }

    /** The document that an upsert inserts. */
    static Document upsert(Document query, Document update, @Nullable Object arrayFilters) {
        return modify(new Scratch(null), query, update, arrayFilters);
    }

    private static Document modify(Scratch scratch, Document query, Document update, @Nullable Object arrayFilters) {
        Document command = new Document("query", query)
                .append("update", update.cloneDeeply())
                .append("upsert", true)
                .append("new", true);
        command.putIfNotNull("arrayFilters", arrayFilters);
        try {
            return (Document) scratch.findAndModify(command).get("value");
        } catch (FindAndModifyPlanExecutorError e) {
            MongoServerError cause = e.getCause();
            throw cause == null ? e : cause;
        }
    }

    static Document project(Document document, Document fields) {
        Document command =
                new Document("query", new Document()).append("remove", true).append("fields", fields);
        return (Document) new Scratch(document).findAndModify(command).get("value");
    }

    @Override
    protected QueryResult matchDocuments(
            Document query, Document orderBy, int numberToSkip, int numberToReturn, int batchSize, Document fields) {
        return new QueryResult(document == null ? List.of() : List.of(document));
    }

    @Override
    protected Integer findDocumentPosition(Document sought) {
        return 0;
    }

    @Override
    protected Integer addDocumentInternal(Document added) {
        return 0;
    }

    @Override
    protected void handleUpdate(Integer position, Document oldDocument, Document newDocument) {
        // the caller stores what findAndModify returns
    }

    @Override
    public void removeDocument(Document removed) {
        // only projected
    }

    @Override
    public int count() {
        return document == null ? 0 : 1;
    }
}
