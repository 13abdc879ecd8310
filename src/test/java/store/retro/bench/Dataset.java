package store.retro.bench;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;

/** What is stored when a round begins. */
final class Dataset {

    /** Of each product, when a round begins. */
    static final int STOCK = 1_000_000;

    private static final int BATCH = 1000;

    private final MongoDatabase database;
    private final Service service;

    Dataset(MongoDatabase database, Service service) {
        this.database = database;
        this.service = service;
    }

    /**
     * Replaces everything, except indexes, by what these purchases need.
     *
     * @param stored orders that are there already; their users and products are none of the round's
     */
    void replace(Purchases purchases, int stored) {
        List.of("users", "products", "orders", "payments", "simulatedProvider").forEach(this::empty);
        insert("users", IntStream.range(0, Purchases.USERS).mapToObj(i -> service.user(Purchases.user(i))));
        insert(
                "products",
                IntStream.range(0, purchases.products()).mapToObj(i -> service.product(Purchases.product(i), STOCK)));
        Map<String, List<Document>> payments = new LinkedHashMap<>();
        purchases
                .all()
                .forEach(purchase -> service.payment(purchase.paymentId(), purchase.userId(), purchase.amount())
                        .forEach(part -> payments.computeIfAbsent(part.collection(), name -> new ArrayList<>())
                                .add(part.document())));
        payments.forEach((collection, documents) -> insert(collection, documents.stream()));
        insert("orders", IntStream.range(0, stored).mapToObj(Dataset::earlierOrder));
    }

    private void empty(String name) {
        MongoCollection<Document> collection = database.getCollection(name);
        List<IndexModel> indexes = new ArrayList<>();
        for (Document index : collection.listIndexes()) {
            if (!index.get("name").equals("_id_")) {
                indexes.add(model(index));
            }
        }
        collection.drop();
        database.createCollection(name);
        if (!indexes.isEmpty()) {
            database.getCollection(name).createIndexes(indexes);
        }
    }

    private static IndexModel model(Document index) {
        IndexOptions options =
                new IndexOptions().name(index.getString("name")).unique(index.getBoolean("unique", false));
        Document partial = index.get("partialFilterExpression", Document.class);
        if (partial != null) {
            options.partialFilterExpression(partial);
        }
        return new IndexModel(index.get("key", Document.class), options);
    }

    private static Document earlierOrder(int number) {
        Document item = new Document("productId", "earlier")
                .append("name", "Console")
                .append("unitPrice", 9900L)
                .append("quantity", 1);
        Document address = new Document("recipient", "Ada Lovelace")
                .append("line1", "12 St James's Square")
                .append("city", "London")
                .append("country", "GB");
        return new Document("userId", "earlier-" + number % 1000)
                .append("number", "RC-0000-0000-0000")
                .append("status", "placed")
                .append("placedAt", new Date(1_600_000_000_000L + number))
                .append("items", List.of(item))
                .append("billingAmount", 9900L)
                .append("shippingAddress", address)
                .append("paymentId", "earlier-" + number)
                .append("idempotencyKey", "earlier-" + number)
                .append("requestHash", "1:benchmark");
    }

    private void insert(String collection, java.util.stream.Stream<Document> documents) {
        List<Document> batch = new ArrayList<>(BATCH);
        documents.forEach(document -> {
            batch.add(document);
            if (batch.size() == BATCH) {
                database.getCollection(collection).insertMany(batch);
                batch.clear();
            }
        });
        if (!batch.isEmpty()) {
            database.getCollection(collection).insertMany(batch);
        }
    }

    /**
     * Looks whether stock, spending and orders add up.
     *
     * @return how many orders the round has placed
     * @throws IllegalStateException when they do not
     */
    int check() {
        Map<String, Long> sold = new LinkedHashMap<>();
        Map<String, Long> spent = new LinkedHashMap<>();
        Map<String, Integer> payments = new LinkedHashMap<>();
        int placed = 0;
        for (Document order : database.getCollection("orders").find()) {
            if (order.getString("userId").startsWith("earlier-")) {
                continue;
            }
            placed++;
            payments.merge(order.getString("paymentId"), 1, Integer::sum);
            spent.merge(order.getString("userId"), ((Number) order.get("billingAmount")).longValue(), Long::sum);
            order.getList("items", Document.class)
                    .forEach(item -> sold.merge(
                            item.getString("productId"), ((Number) item.get("quantity")).longValue(), Long::sum));
        }
        require(payments.values().stream().allMatch(orders -> orders == 1), "a payment has paid for two orders");
        for (Document product : database.getCollection("products").find()) {
            long left = ((Number) product.get("quantity")).longValue();
            require(left + sold.getOrDefault(product.getString("_id"), 0L) == STOCK, "stock: " + product);
        }
        for (Document user : database.getCollection("users").find()) {
            long value = ((Number) user.get("lifeTimeValue")).longValue();
            require(value == spent.getOrDefault(user.getString("_id"), 0L), "spending: " + user);
        }
        return placed;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("the invariant does not hold, " + what);
        }
    }
}
