package store.retro.platform.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexModel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.Document;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.MongoTransactionManager;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import store.retro.platform.problem.StartRefusedException;

/**
 * Before the first request: is this a database that can run transactions, do all its users share one factory, and are
 * the collections and indexes there?
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StartupCheck implements SmartInitializingSingleton {

    private static final int NAMESPACE_EXISTS = 48;

    private final MongoDatabaseFactory factory;
    private final MongoTransactionManager manager;
    private final List<MongoTemplate> templates;
    private final List<StoredCollection> collections;
    private final TransactionsHealthIndicator transactions;
    private final MongoUriCheck address;

    @Override
    public void afterSingletonsInstantiated() {
        requireOneFactory();
        try {
            transactions.server().refusal().ifPresent(refusal -> {
                throw refusal;
            });
            collections.forEach(this::create);
        } catch (MongoException e) {
            throw DatabaseRefusals.of(e, address.uri());
        }
    }

    private void requireOneFactory() {
        boolean one = manager.getDatabaseFactory() == factory
                && templates.stream().allMatch(template -> template.getMongoDatabaseFactory() == factory);
        if (!one) {
            throw new StartRefusedException(
                    "A MongoTemplate and the MongoTransactionManager use different database factories, so what the"
                            + " template writes would escape the transaction.",
                    "Build every template from the MongoDatabaseFactory bean.");
        }
    }

    private void create(StoredCollection wanted) {
        MongoDatabase database = factory.getMongoDatabase();
        if (!database.listCollectionNames().into(new HashSet<>()).contains(wanted.collection())) {
            createUnlessAnotherInstanceDid(database, wanted.collection());
        }
        MongoCollection<Document> stored = database.getCollection(wanted.collection());
        List<IndexModel> missing = missing(stored, wanted.indexes());
        if (!missing.isEmpty()) {
            stored.createIndexes(missing);
        }
    }

    /**
     * Making an index waits for every open transaction, such as one that a killed service has left; looking does not.
     */
    private static List<IndexModel> missing(MongoCollection<Document> stored, List<IndexModel> indexes) {
        Set<String> existing = stored.listIndexes(BsonDocument.class)
                .map(index -> described(
                        index.getDocument("key"),
                        index.getBoolean("unique", BsonBoolean.FALSE).getValue()))
                .into(new HashSet<>());
        return indexes.stream()
                .filter(index -> !existing.contains(described(
                        index.getKeys().toBsonDocument(), index.getOptions().isUnique())))
                .toList();
    }

    /** A server may answer with another type of number than it was given. */
    private static String described(BsonDocument keys, boolean unique) {
        return keys.entrySet().stream()
                .map(key -> key.getKey() + " " + key.getValue().asNumber().intValue())
                .collect(Collectors.joining(", ", unique ? "unique " : "", ""));
    }

    private static void createUnlessAnotherInstanceDid(MongoDatabase database, String name) {
        try {
            database.createCollection(name);
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != NAMESPACE_EXISTS) {
                throw e;
            }
        }
    }
}
