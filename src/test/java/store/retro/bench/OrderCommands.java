package store.retro.bench;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
    private static final int REMEMBERED = 10_000;

    private final MongoClient client;
    private final BooleanSupplier writesTogether;
    private final MongoDatabase database;
    private final MongoCollection<Document> products;
    private final MongoCollection<Document> users;
    private final MongoCollection<Document> orders;

    private final Cache<String, Boolean> knownUsers = remembering(Duration.ofMinutes(1));
    private final Cache<String, Document> knownProducts = remembering(Duration.ofSeconds(1));

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

    /** The user, if there is one; who was found within the last minute is not looked for. */
    boolean isKnown(String userId) {
        return knownUsers.getIfPresent(userId) != null || exists(userId);
    }

    /** As {@link #isKnown}, but looked for in any case. */
    boolean exists(String userId) {
        boolean exists = users.find(Filters.eq("_id", userId)).first() != null;
        if (exists) {
            knownUsers.put(userId, true);
        } else {
            knownUsers.invalidate(userId);
        }
        return exists;
    }

    /** The products of a cart, perhaps as they were a second ago. */
    List<Document> rememberedProducts(Collection<String> ids) {
        Map<String, Document> known = knownProducts.getAllPresent(ids);
        return known.size() == ids.size() ? List.copyOf(known.values()) : products(ids);
    }

    /** The products of a cart as they are. */
    List<Document> products(Collection<String> ids) {
        List<Document> found = products.find(Filters.in("_id", ids)).into(new ArrayList<>());
        knownProducts.invalidateAll(ids);
        found.forEach(product -> knownProducts.put(product.getString("_id"), product));
        return found;
    }

    /** The store's record of the payment. */
    List<Document> payment(OrderRequest request) {
        return database.getCollection("payments")
                .find(new Document("_id", in(request.paymentId())).append("userId", in(request.userId())))
                .into(new ArrayList<>());
    }

    /** The user's orders with the request's key or payment. */
    List<Document> earlierOrders(OrderRequest request, ReadConcern readConcern) {
        return orders.withReadConcern(readConcern).find(earlierOrders(request)).into(new ArrayList<>());
    }

    private static Document earlierOrders(OrderRequest request) {
        List<Document> either = new ArrayList<>();
        either.add(new Document("paymentId", in(request.paymentId())));
        if (request.key() != null) {
            either.add(new Document(
                    "$and",
                    List.of(
                            new Document("idempotencyKey", in(request.key())),
                            new Document("idempotencyKey", new Document("$type", List.of("string"))))));
        }
        return new Document("userId", in(request.userId())).append("$or", either);
    }

    private static Document in(String value) {
        return new Document("$in", List.of(value));
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
        Bson ofUser = new Document("_id", order.getString("userId")).append("erasedAt", null);
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
                .append("price", item.getLong("unitPrice"))
                .append("withdrawn", new Document("$ne", true));
    }

    private static Bson taken(Document item) {
        return Updates.inc("quantity", -item.getInteger("quantity"));
    }

    private static <V> Cache<String, V> remembering(Duration lifetime) {
        return Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(lifetime)
                .executor(Runnable::run)
                .build();
    }

    private static boolean hasBulkWrite(MongoClient client) {
        return client.getClusterDescription().getServerDescriptions().stream()
                .filter(ServerDescription::isOk)
                .allMatch(server -> server.getMaxWireVersion() >= MONGODB_8_0);
    }
}
