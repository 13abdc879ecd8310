package store.retro.embedded;

import static store.retro.embedded.Command.Trait.IN_TRANSACTION;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The commands that read documents. */
final class Reads {

    /** What is only counted may come in any order, and this one needs no look into another space. */
    private static final Document BY_ID = new Document("_id", 1);

    private final Cursors cursors;

    Reads(Cursors cursors) {
        this.cursors = cursors;
    }

    void register(Commands commands) {
        Set<Command.Trait> inTransaction = EnumSet.of(IN_TRANSACTION);
        commands.register(
                "find",
                Command.of(
                        this::find,
                        inTransaction,
                        "filter sort projection hint skip limit batchSize singleBatch allowDiskUse "
                                + "noCursorTimeout allowPartialResults let collation"));
        commands.register(
                "aggregate",
                Command.of(
                        this::aggregate,
                        inTransaction,
                        "pipeline cursor allowDiskUse hint let collation bypassDocumentValidation"));
        commands.register("distinct", Command.of(this::distinct, inTransaction, "key query collation hint"));
        commands.register("count", Command.of(this::count, Set.of(), "query skip limit hint collation fields"));
        commands.register(
                "getMore",
                Command.of((request, scope) -> cursors.more(request), inTransaction, "collection batchSize"));
        commands.register(
                "killCursors", Command.of((request, scope) -> cursors.kill(request), inTransaction, "cursors"));
    }

    private Document find(Request request, Scope scope) {
        Namespace namespace = request.namespace();
        Document filter = request.document("filter");
        Query.validate(filter);
        Projector projector = Projector.of(request.document("projection"));
        List<Document> found = scope.read(txn -> {
            CollectionInfo info = new Catalogue(txn).find(namespace);
            return info == null
                    ? List.<Document>of()
                    : new Query(txn, info, filter, request.document("sort"), request.get("hint"))
                            .find(request.count("skip", 0), request.count("limit", 0));
        });
        return ofTime(scope, cursors.first(request, namespace, projector.project(found), request.number("batchSize")));
    }

    private Document aggregate(Request request, Scope scope) {
        if (!(request.target() instanceof String)) {
            throw Codes.notSupported("an aggregation needs a collection here");
        }
        if (!request.has("cursor")) {
            throw Codes.failedToParse(
                    "The 'cursor' option is required, except for aggregate with the explain argument");
        }
        Namespace namespace = request.namespace();
        List<Document> stages = Aggregation.parse(request.get("pipeline"));
        List<Document> found = scope.read(txn -> new Pipeline(txn, request.database())
                .run(new Catalogue(txn).find(namespace), namespace.collection(), stages, request.get("hint")));
        Number batchSize = (Number) request.document("cursor").get("batchSize");
        return ofTime(scope, cursors.first(request, namespace, found, batchSize));
    }

    private Document distinct(Request request, Scope scope) {
        String key = (String) request.get("key");
        Document filter = request.document("query");
        Query.validate(filter);
        Set<Object> values = scope.read(txn -> {
            CollectionInfo info = new Catalogue(txn).find(request.namespace());
            Set<Object> found = new TreeSet<>(BsonOrder.INSTANCE);
            if (info != null) {
                IndexInfo index = holdsLists(txn, info, key, filter) ? null : Planner.forDistinct(info, key, filter);
                new Query(txn, info, filter, new Document(), request.get("hint"))
                        .find(0, 0)
                        .forEach(document -> addValues(found, document, key, index));
            }
            return found;
        });
        Document response = new Document("values", new ArrayList<>(values));
        response.putIfNotNull("atClusterTime", scope.readTime());
        return response;
    }

    /** A server looks at the documents for what a query finds, if the field has had a list in any document. */
    private static boolean holdsLists(Txn txn, CollectionInfo info, String key, Document filter) {
        return !filter.isEmpty()
                && new Query(txn, info, new Document(), new Document(), null)
                        .find(0, 0).stream()
                                .map(document -> Utils.getSubdocumentValueCollectionAware(document, key))
                                .anyMatch(Collection.class::isInstance);
    }

    /** @param index the one that the values are read from, which has an entry for a document without the field */
    private static void addValues(Set<Object> found, Document document, String key, @Nullable IndexInfo index) {
        Object value = Utils.getSubdocumentValueCollectionAware(document, key);
        if (value instanceof Missing && index != null && !index.keys(document).isEmpty()) {
            found.add(null);
        }
        for (Object each : value instanceof Collection<?> list ? list : Collections.singletonList(value)) {
            if (!(each instanceof Missing)) {
                found.add(each);
            }
        }
    }

    private static Document ofTime(Scope scope, Document response) {
        ((Document) response.get("cursor")).putIfNotNull("atClusterTime", scope.readTime());
        return response;
    }

    private Document count(Request request, Scope scope) {
        Document filter = request.document("query");
        Query.validate(filter);
        long matching = scope.read(txn -> {
            CollectionInfo info = new Catalogue(txn).find(request.namespace());
            return info == null ? 0 : new Query(txn, info, filter, BY_ID, request.get("hint")).count();
        });
        long afterSkip = Math.max(0, matching - request.count("skip", 0));
        Number number = request.number("limit");
        long limit = number == null ? 0 : Math.abs(number.longValue());
        long count = limit == 0 ? afterSkip : Math.min(limit, afterSkip);
        return new Document("n", (int) count);
    }
}
