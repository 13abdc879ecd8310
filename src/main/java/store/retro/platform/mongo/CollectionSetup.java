package store.retro.platform.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ValidationLevel;
import com.mongodb.client.model.ValidationOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.springframework.core.io.Resource;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import store.retro.platform.problem.StartRefusedException;

/**
 * Sees to it that a collection is there, with its indexes, and is what the service takes it for. A login that may
 * create nothing is enough where nothing is missing.
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class CollectionSetup {

    static final int UNAUTHORIZED = 13;

    private static final int NAMESPACE_EXISTS = 48;

    private final MongoDatabaseFactory factory;
    private final IndexSetup indexes;

    /** @throws StartRefusedException when it is something else, or is missing and may not be created */
    void prepare(StoredCollection wanted) {
        MongoDatabase database = factory.getMongoDatabase();
        String name = wanted.collection();
        BsonDocument found = database.listCollections(BsonDocument.class)
                .filter(Filters.eq("name", name))
                .first();
        if (found == null) {
            create(database, wanted);
        } else {
            requirePlain(database, name, found);
        }
        if (!wanted.indexes().isEmpty()) {
            indexes.prepare(name, wanted.indexes());
        }
    }

    private static void create(MongoDatabase database, StoredCollection wanted) {
        String name = wanted.collection();
        CreateCollectionOptions options = new CreateCollectionOptions();
        wanted.schema().ifPresent(schema -> options.validationOptions(validation(schema)));
        try {
            database.createCollection(name, options);
        } catch (MongoCommandException e) {
            if (e.getErrorCode() == UNAUTHORIZED) {
                throw new StartRefusedException(
                        "The collection " + name + " is missing, and the login may not create it.",
                        "Give the login the role readWrite on the database " + database.getName()
                                + ", or start once with another that has it.",
                        e);
            }
            // another instance was faster
            if (e.getErrorCode() != NAMESPACE_EXISTS) {
                throw e;
            }
        }
    }

    /** At this level a document that did not match before may be changed without matching afterwards. */
    private static ValidationOptions validation(Resource schema) {
        try {
            BsonDocument rules = BsonDocument.parse(schema.getContentAsString(StandardCharsets.UTF_8));
            return new ValidationOptions()
                    .validator(new BsonDocument("$jsonSchema", rules))
                    .validationLevel(ValidationLevel.MODERATE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requirePlain(MongoDatabase database, String name, BsonDocument found) {
        String kind = kind(found);
        if (!kind.equals("collection")) {
            throw new StartRefusedException(
                    "What the database has under the name " + name + " is a " + kind + ", and no plain collection.",
                    "Point spring.mongodb.uri at another database, or make it one in mongosh: const d = "
                            + shell(database)
                            + "; d." + name + ".aggregate([{$out: '" + name + "Copy'}]); d." + name + ".drop(); d."
                            + name
                            + "Copy.renameCollection('" + name + "')");
        }
    }

    private static String kind(BsonDocument found) {
        BsonDocument options = found.getDocument("options", new BsonDocument());
        if (options.getBoolean("capped", BsonBoolean.FALSE).getValue()) {
            return "capped collection";
        }
        if (options.containsKey("collation")) {
            return "collection with a collation of its own";
        }
        String type = found.getString("type").getValue();
        return type.equals("timeseries") ? "time-series collection" : type;
    }

    /** The database, as mongosh calls it from wherever it is. */
    static String shell(MongoDatabase database) {
        return "db.getSiblingDB('" + database.getName() + "')";
    }
}
