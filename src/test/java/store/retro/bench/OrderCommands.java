package store.retro.bench;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.bulk.ClientBulkWriteOptions;
import com.mongodb.client.model.bulk.ClientNamespacedWriteModel;
import com.mongodb.connection.ServerDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** What the store sends to its database for an order, sent by the driver alone. */
final class OrderCommands {

    private static final int SECONDS = 5;
    private static final int MOST_CONNECTIONS = 32;
    private static final int FEWEST_CONNECTIONS = 4;
    private static final int MONGODB_8_0 = 25;

    private final MongoClient client;
    private final BooleanSupplier writesTogether;
    private final MongoDatabase database;
    private final MongoCollection<Document> products;
    private final MongoCollection<Document> users;
    private final MongoCollection<Document> orders;

    /** All writes of an order in one command where the server can, as by the store's default. */
    OrderCommands(MongoClient client, MongoDatabase database) {
        this(client, database, () -> hasBulkWrite(client));
    }

    /** @param writesTogether whether all writes of an order are sent in one command */
    OrderCommands(MongoClient client, MongoDatabase database, BooleanSupplier writesTogether) {
        this.client = client;
        this.writesTogether = writesTogether;
        this.database = database;
        this.products = database.getCollection("products");
        this.users = database.getCollection("users");
        this.orders = database.getCollection("orders");
    }

    /** With as many connections as the store keeps, and a limit to every command. */
    static MongoClient connect(String uri) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyToConnectionPoolSettings(
                        pool -> pool.maxSize(MOST_CONNECTIONS).minSize(FEWEST_CONNECTIONS))
                .timeout(SECONDS, TimeUnit.SECONDS)
                .applyConnectionString(new ConnectionString(uri))
                .build());
    }

    /** All that is to be known before the transaction, in one round trip. */
    Found read(OrderRequest request) {
        List<Bson> pipeline = new ArrayList<>(stages("orders", earlierOrders(request)));
        pipeline.add(union("users", new Document("_id", request.userId())));
        pipeline.add(union(
                "products",
                new Document(
                        "_id",
                        new Document("$in", List.copyOf(request.quantities().keySet())))));
        pipeline.add(union("payments", new Document("_id", request.paymentId()).append("userId", request.userId())));
        Map<String, List<Document>> found = new HashMap<>();
        for (Document document : orders.aggregate(pipeline)) {
            String collection = document.keySet().iterator().next();
            found.computeIfAbsent(collection, name -> new ArrayList<>()).add(document.get(collection, Document.class));
        }
        return new Found(found);
    }

    private static Document union(String collection, Document filter) {
        return new Document(
                "$unionWith", new Document("coll", collection).append("pipeline", stages(collection, filter)));
    }

    private static List<Document> stages(String collection, Document filter) {
        return List.of(
                new Document("$match", filter), new Document("$replaceWith", new Document(collection, "$$ROOT")));
    }

    /** The user's orders with the request's key or payment. */
    List<Document> earlierOrders(OrderRequest request, ReadConcern readConcern) {
        return orders.withReadConcern(readConcern).find(earlierOrders(request)).into(new ArrayList<>());
    }

    private static Document earlierOrders(OrderRequest request) {
        List<Document> either = new ArrayList<>();
        either.add(new Document("paymentId", request.paymentId()));
        if (request.key() != null) {
            either.add(new Document(
                    "$and",
                    List.of(
                            new Document("idempotencyKey", request.key()),
                            new Document("idempotencyKey", new Document("$type", List.of("string"))))));
        }
        return new Document("userId", request.userId()).append("$or", either);
    }

    /** Stands for the call of the payment provider, as the store's simulated one does. */
    @Nullable
    Document providersPayment(String paymentId) {
        return database.getCollection("simulatedProvider")
                .find(Filters.eq("_id", paymentId))
                .first();
    }

    /**
     * Writes the order, and what it changes of stock and user; stock first, as the store does.
     *
     * @return false when stock or a price has moved; then the transaction is to be aborted
     */
    boolean write(ClientSession transaction, Document order) {
        List<Document> items = order.getList("items", Document.class);
        Bson ofUser = Filters.eq("_id", order.getString("userId"));
        Bson spent = Updates.combine(
                Updates.set("shippingAddress", order.get("shippingAddress")),
                Updates.inc("lifeTimeValue", order.getLong("billingAmount")));
        if (writesTogether.getAsBoolean()) {
            List<ClientNamespacedWriteModel> writes = new ArrayList<>();
            items.forEach(item -> writes.add(
                    ClientNamespacedWriteModel.updateOne(products.getNamespace(), available(item), taken(item))));
            writes.add(ClientNamespacedWriteModel.updateOne(users.getNamespace(), ofUser, spent));
            writes.add(ClientNamespacedWriteModel.insertOne(orders.getNamespace(), order));
            ClientBulkWriteOptions ordered =
                    ClientBulkWriteOptions.clientBulkWriteOptions().ordered(true);
            return client.bulkWrite(transaction, writes, ordered).getMatchedCount() == items.size() + 1;
        }
        List<UpdateOneModel<Document>> stock = items.stream()
                .map(item -> new UpdateOneModel<Document>(available(item), taken(item)))
                .toList();
        if (products.bulkWrite(transaction, stock).getMatchedCount() != items.size()
                || users.updateOne(transaction, ofUser, spent).getMatchedCount() != 1) {
            return false;
        }
        orders.insertOne(transaction, order);
        return true;
    }

    private static Bson available(Document item) {
        return new Document("_id", item.getString("productId"))
                .append("quantity", new Document("$gte", item.getInteger("quantity")))
                .append("price", item.getLong("unitPrice"));
    }

    private static Bson taken(Document item) {
        return Updates.inc("quantity", -item.getInteger("quantity"));
    }

    private static boolean hasBulkWrite(MongoClient client) {
        return client.getClusterDescription().getServerDescriptions().stream()
                .filter(ServerDescription::isOk)
                .allMatch(server -> server.getMaxWireVersion() >= MONGODB_8_0);
    }

    /** What was found, by collection. */
    record Found(Map<String, List<Document>> documents) {

        List<Document> in(String collection) {
            return documents.getOrDefault(collection, List.of());
        }
    }
}
