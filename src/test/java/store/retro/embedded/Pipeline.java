package store.retro.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An aggregation in one snapshot: mongo-java-server's stages, an index for the first match, and unions. */
final class Pipeline {

    private static final Map<String, String> ALIASES = Map.of("$set", "$addFields");
    private static final Set<String> FOR_UPDATES =
            Set.of("$addFields", "$set", "$project", "$unset", "$replaceRoot", "$replaceWith");

    private final Txn txn;
    private final String database;

    Pipeline(Txn txn, String database) {
        this.txn = txn;
        this.database = database;
    }

    /** @param info null for a collection that does not exist */
    List<Document> run(@Nullable CollectionInfo info, String name, List<Document> stages, @Nullable Object hint) {
        List<Document> rest = stages;
        Document filter = new Document();
        if (!stages.isEmpty() && stages.get(0).get("$match") instanceof Document match) {
            filter = match;
            rest = stages.subList(1, stages.size());
        }
        Query.validate(filter);
        List<Document> documents =
                info == null ? List.of() : new Query(txn, info, filter, new Document(), hint).find(0, 0);
        return run(documents, name, rest);
    }

    private List<Document> run(List<Document> input, String name, List<Document> stages) {
        int union = 0;
        while (union < stages.size() && !stages.get(union).containsKey("$unionWith")) {
            union++;
        }
        List<Document> output = apply(input.stream(), name, stages.subList(0, union));
        if (union == stages.size()) {
            return output;
        }
        List<Document> both = new ArrayList<>(output);
        both.addAll(other(stages.get(union).get("$unionWith")));
        return run(both, name, stages.subList(union + 1, stages.size()));
    }

    private List<Document> other(Object union) {
        Document spec = union instanceof Document document ? document : new Document("coll", union);
        Namespace namespace = Namespace.of(database, spec.get("coll"));
        List<Document> stages = spec.containsKey("pipeline") ? Aggregation.parse(spec.get("pipeline")) : List.of();
        return run(new Catalogue(txn).find(namespace), namespace.collection(), stages, null);
    }

    private List<Document> apply(Stream<Document> documents, String name, List<Document> stages) {
        MongoDatabase views = new Views();
        MongoCollection<?> self = new View(txn, views, name, null);
        List<Document> known = stages.stream().map(Pipeline::withoutAlias).toList();
        Aggregation aggregation = Aggregation.fromPipeline(known, other -> views, views, self, NoopOplog.get());
        if (aggregation.isModifying()) {
            throw Codes.notSupported("$out and $merge are not supported");
        }
        return aggregation.runStages(documents.peek(document -> txn.checkAlive()));
    }

    /** Applies an update that is a pipeline. */
    static Document update(Document document, List<Document> stages) {
        for (Document stage : stages) {
            if (stage.size() != 1 || !FOR_UPDATES.containsAll(stage.keySet())) {
                throw Codes.invalidOptions(stage.keySet() + " is not allowed to be used within an update");
            }
        }
        List<Document> known = stages.stream().map(Pipeline::withoutAlias).toList();
        MongoCollection<?> self = new Scratch();
        return Aggregation.fromPipeline(known, name -> NoDatabase.INSTANCE, NoDatabase.INSTANCE, self, NoopOplog.get())
                .runStages(Stream.of(document.cloneDeeply()))
                .get(0);
    }

    private static Document withoutAlias(Document stage) {
        if (stage.containsKey("$replaceWith")) {
            return new Document("$replaceRoot", new Document("newRoot", stage.get("$replaceWith")));
        }
        Document known = new Document();
        stage.forEach((name, spec) -> known.put(ALIASES.getOrDefault(name, name), spec));
        return known;
    }

    /** The collections of this pipeline's database, as the transaction sees them. */
    private final class Views extends NoDatabase {

        @Override
        public String getDatabaseName() {
            return database;
        }

        @Override
        public MongoCollection<?> resolveCollection(String name, boolean throwIfNotFound) {
            CollectionInfo info = new Catalogue(txn).find(Namespace.of(database, name));
            return new View(txn, this, name, info);
        }
    }
}
