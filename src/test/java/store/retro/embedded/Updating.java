package store.retro.embedded;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One update statement: which documents, how they change, and whether one is inserted when there are none. */
record Updating(
        Document filter,
        Updater updater,
        boolean multi,
        boolean upsert,
        Document sort,
        @Nullable Object hint) {

    /** @param statement holds the fields that have the same name in every command */
    static Updating of(Document statement, Document filter, @Nullable Object update, boolean multi) {
        Query.validate(filter);
        return new Updating(
                filter,
                Updater.of(update, statement.get("arrayFilters"), multi),
                multi,
                Utils.isTrue(statement.get("upsert")),
                Request.document(statement, "sort"),
                statement.get("hint"));
    }

    /** @param unvalidated whether the collection's validator is passed over */
    Function<Txn, Document> on(Namespace namespace, boolean unvalidated) {
        return txn -> {
            Catalogue catalogue = new Catalogue(txn);
            CollectionInfo info = upsert ? catalogue.findOrCreate(namespace) : catalogue.find(namespace);
            return info == null ? new Document("n", 0).append("nModified", 0) : run(txn, info, unvalidated);
        };
    }

    private Document run(Txn txn, CollectionInfo info, boolean unvalidated) {
        Documents documents = new Documents(txn, info, unvalidated);
        List<Document> found = new Query(txn, info, filter, sort, hint).find(0, multi ? 0 : 1);
        int modified = 0;
        for (Document old : found) {
            Document changed = updater.apply(old, filter);
            if (!changed.equals(old)) {
                documents.replace(old, changed);
                modified++;
            }
        }
        if (found.isEmpty() && upsert) {
            Document inserted = updater.insertion(filter);
            documents.insert(inserted);
            return new Document("n", 1).append("nModified", 0).append("upserted", inserted.get("_id"));
        }
        return new Document("n", found.size()).append("nModified", modified);
    }
}
