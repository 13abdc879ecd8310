package store.retro.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;

/** A database without collections: mongo-java-server's classes ask for one even where they do not use it. */
class NoDatabase implements MongoDatabase {

    static final NoDatabase INSTANCE = new NoDatabase();

    @Override
    public String getDatabaseName() {
        return "nowhere";
    }

    @Override
    public MongoCollection<?> resolveCollection(String collectionName, boolean throwIfNotFound) {
        throw unsupported();
    }

    @Override
    public void handleClose(Channel channel) {
        throw unsupported();
    }

    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver resolver, Oplog oplog) {
        throw unsupported();
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        throw unsupported();
    }

    @Override
    public boolean isEmpty() {
        return true;
    }

    @Override
    public MongoCollection<?> createCollectionOrThrowIfExists(String collectionName, CollectionOptions options) {
        throw unsupported();
    }

    @Override
    public void drop(Oplog oplog) {
        throw unsupported();
    }

    @Override
    public void dropCollection(String collectionName, Oplog oplog) {
        throw unsupported();
    }

    @Override
    public void moveCollection(MongoDatabase oldDatabase, MongoCollection<?> collection, String newCollectionName) {
        throw unsupported();
    }

    @Override
    public void unregisterCollection(String collectionName) {
        throw unsupported();
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("not by way of the database");
    }
}
