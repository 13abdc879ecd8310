package store.retro.embedded;

import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An update as a client wrote it: operators, a replacement, or a pipeline.
 *
 * @param update a document or a list of stages
 */
record Updater(Object update, @Nullable Object arrayFilters) {

    static Updater of(@Nullable Object update, @Nullable Object arrayFilters, boolean multi) {
        if (update instanceof List<?>) {
            Aggregation.parse(update);
            return new Updater(update, arrayFilters);
        }
        if (!(update instanceof Document document)) {
            throw Codes.failedToParse("Update argument must be either an object or an array");
        }
        boolean operators = document.keySet().stream().anyMatch(field -> field.startsWith("$"));
        if (operators && !document.keySet().stream().allMatch(field -> field.startsWith("$"))) {
            throw Codes.failedToParse("Unknown modifier: an update must hold operators only, or none");
        }
        if (multi && !operators) {
            throw Codes.failedToParse("multi update is not supported for replacement-style update");
        }
        return new Updater(update, arrayFilters);
    }

    Document apply(Document old, Document query) {
        Document changed;
        if (update instanceof Document document) {
            changed = Scratch.update(old, query, document, arrayFilters);
        } else {
            changed = Pipeline.update(old, Aggregation.parse(update));
        }
        if (!changed.containsKey("_id")) {
            changed = Documents.withId(changed.append("_id", old.get("_id")));
        }
        if (BsonOrder.INSTANCE.compare(old.get("_id"), changed.get("_id")) != 0) {
            throw new CommandError(
                    66,
                    "ImmutableField",
                    "Performing an update on the path '_id' would modify the immutable field '_id'");
        }
        return changed;
    }

    /** The document to insert because none matched the query. */
    Document insertion(Document query) {
        Document inserted = update instanceof Document document
                ? Scratch.upsert(query, document, arrayFilters)
                : Pipeline.update(
                        Scratch.upsert(query, new Document("$setOnInsert", new Document()), null),
                        Aggregation.parse(update));
        if (hasNullId(query) || update instanceof Document replacement && hasNullId(replacement)) {
            // an id that is null was taken for one that is missing
            inserted.put("_id", null);
        }
        return Documents.withId(inserted);
    }

    private static boolean hasNullId(Document document) {
        return document.containsKey("_id") && document.get("_id") == null;
    }
}
