package store.retro.platform.mongo;

import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.convert.QueryMapper;
import org.springframework.stereotype.Component;

/**
 * Reads from several collections in one round trip: a command costs more than what it finds. It is no snapshot: as with
 * commands one after the other, a part may show what another does not yet.
 */
@Component
public class UnionQuery {

    private final MongoTemplate mongo;
    private final ServerVersion server;
    private final QueryMapper mapper;

    UnionQuery(MongoTemplate mongo, ServerVersion server) {
        this.mongo = mongo;
        this.server = server;
        this.mapper = new QueryMapper(mongo.getConverter());
    }

    /** Reads them all; older servers are asked one by one. */
    public Found read(UnionSource... lookups) {
        List<Part> parts = List.of(lookups).stream().map(this::part).toList();
        return Objects.requireNonNull(mongo.execute(
                database -> server.hasUnionWith() ? together(database, parts) : oneByOne(database, parts)));
    }

    private Part part(UnionSource lookup) {
        Document filter = mapper.getMappedObject(
                lookup.criteria().getCriteriaObject(),
                mongo.getConverter().getMappingContext().getPersistentEntity(lookup.type()));
        return new Part(mongo.getCollectionName(lookup.type()), filter);
    }

    private Found together(MongoDatabase database, List<Part> parts) {
        List<Document> pipeline = new ArrayList<>(parts.get(0).stages());
        for (Part part : parts.subList(1, parts.size())) {
            pipeline.add(new Document(
                    "$unionWith", new Document("coll", part.collection()).append("pipeline", part.stages())));
        }
        Found found = new Found();
        for (Document document :
                database.getCollection(parts.get(0).collection()).aggregate(pipeline)) {
            String collection = document.keySet().iterator().next();
            found.add(collection, document.get(collection, Document.class));
        }
        return found;
    }

    private Found oneByOne(MongoDatabase database, List<Part> parts) {
        Found found = new Found();
        for (Part part : parts) {
            for (Document document : database.getCollection(part.collection()).find(part.filter())) {
                found.add(part.collection(), document);
            }
        }
        return found;
    }

    private record Part(String collection, Document filter) {

        /** Each document is put under its collection's name, to be told apart afterwards. */
        List<Document> stages() {
            return List.of(
                    new Document("$match", filter), new Document("$replaceWith", new Document(collection, "$$ROOT")));
        }
    }

    /** What was found. */
    public final class Found {

        private final Map<String, List<Document>> documents = new HashMap<>();

        private void add(String collection, Document document) {
            documents.computeIfAbsent(collection, name -> new ArrayList<>()).add(document);
        }

        /** Those of the type's collection as they are stored. */
        public List<Document> documents(Class<?> type) {
            return documents.getOrDefault(mongo.getCollectionName(type), List.of());
        }

        /** Those of the type's collection. */
        public <T> List<T> all(Class<T> type) {
            return documents(type).stream()
                    .map(document -> mongo.getConverter().read(type, document))
                    .toList();
        }
    }
}
