package store.retro.platform.mongo;

import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.convert.QueryMapper;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/**
 * Reads from several collections in one round trip: a command costs more than what it finds. It is no snapshot: as with
 * commands one after the other, a part may show what another does not yet.
 */
@Component
public class UnionQuery {

    private final MongoTemplate mongo;
    private final StoredDocuments stored;
    private final ServerVersion server;
    private final QueryMapper mapper;

    UnionQuery(MongoTemplate mongo, StoredDocuments stored, ServerVersion server) {
        this.mongo = mongo;
        this.stored = stored;
        this.server = server;
        this.mapper = new QueryMapper(mongo.getConverter());
    }

    /** Reads them all; older servers are asked one by one. */
    public Result read(Source... sources) {
        List<Stage> stages = Stream.of(sources).map(this::stage).toList();
        return Objects.requireNonNull(mongo.execute(
                database -> server.hasUnionWith() ? together(database, stages) : oneByOne(database, stages)));
    }

    private Stage stage(Source source) {
        Document filter = mapper.getMappedObject(
                source.criteria().getCriteriaObject(),
                mongo.getConverter().getMappingContext().getPersistentEntity(source.type()));
        return new Stage(mongo.getCollectionName(source.type()), filter);
    }

    private Result together(MongoDatabase database, List<Stage> stages) {
        List<Document> pipeline = new ArrayList<>(stages.get(0).pipeline());
        for (Stage stage : stages.subList(1, stages.size())) {
            pipeline.add(new Document(
                    "$unionWith", new Document("coll", stage.collection()).append("pipeline", stage.pipeline())));
        }
        Result found = new Result();
        for (Document document :
                database.getCollection(stages.get(0).collection()).aggregate(pipeline)) {
            String collection = document.keySet().iterator().next();
            found.of(collection).add(document.get(collection, Document.class));
        }
        return found;
    }

    private Result oneByOne(MongoDatabase database, List<Stage> stages) {
        Result found = new Result();
        for (Stage stage : stages) {
            database.getCollection(stage.collection()).find(stage.filter()).into(found.of(stage.collection()));
        }
        return found;
    }

    /**
     * Documents that somebody wants to read.
     *
     * @param type of what is stored; its collection is read
     */
    public record Source(Class<?> type, Criteria criteria) {}

    private record Stage(String collection, Document filter) {

        /** Each document is put under its collection's name, to be told apart afterwards. */
        List<Document> pipeline() {
            return List.of(
                    new Document("$match", filter), new Document("$replaceWith", new Document(collection, "$$ROOT")));
        }
    }

    /** What was found. */
    public final class Result {

        private final Map<String, List<Document>> documents = new HashMap<>();

        private List<Document> of(String collection) {
            return documents.computeIfAbsent(collection, name -> new ArrayList<>());
        }

        /** Those of the type's collection as they are stored. */
        public List<Document> documents(Class<?> type) {
            return of(mongo.getCollectionName(type));
        }

        /** Those of the type's collection that can be read. */
        public <T> List<T> all(Class<T> type) {
            return stored.readable(type, documents(type));
        }
    }
}
