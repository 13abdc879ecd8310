package store.retro.bench;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/** What is stored when a round begins. */
final class Dataset {

    /** Of each product, when a round begins. */
    static final int STOCK = 1_000_000;

    /** The first orders that were there already are those of ten readers, so that a page of theirs is always full. */
    static final int READ = 300;

    private static final int READERS = 10;
    private static final int BATCH = 1000;
    private static final int SECONDS_BEFORE = 1_600_000_000;

    /** Ids say when a document was made: those of the round are later. */
    private static final Bson OF_THE_ROUND = Filters.gte("_id", new ObjectId(1_700_000_000, 0));

    private final MongoDatabase database;
    private final Service service;

    Dataset(MongoDatabase database, Service service) {
        this.database = database;
        this.service = service;
    }

    /**
     * Replaces everything, except indexes, by what these purchases need.
     *
     * @param stored orders, and payments with them, that were there already; many are kept for the next round
     */
    void replace(Purchases purchases, int stored) {
        List.of("users", "products", "simulatedProvider").forEach(this::empty);
        insert("users", IntStream.range(0, Purchases.USERS).mapToObj(i -> service.user(Purchases.user(i))));
        insert(
                "products",
                IntStream.range(0, purchases.products()).mapToObj(i -> service.product(Purchases.product(i), STOCK)));
        if (purchases.refused() > 0) {
            insert("products", Stream.of(service.product(Purchases.SOLD_OUT, 0)));
        }
        before("orders", OF_THE_ROUND, stored, Dataset::earlierOrder);
        before(
                "payments",
                Filters.regex("_id", "^pay_"),
                stored,
                number -> service.payment("earlier-" + number, user(number), Service.PRICE)
                        .get(0)
                        .document());
        Map<String, List<Document>> payments = new LinkedHashMap<>();
        purchases
                .all()
                .forEach(purchase -> service.payment(purchase.paymentId(), purchase.userId(), purchase.amount())
                        .forEach(part -> payments.computeIfAbsent(part.collection(), name -> new ArrayList<>())
                                .add(part.document())));
        payments.forEach((collection, documents) -> insert(collection, documents.stream()));
    }

    private void before(String name, Bson ofTheRound, int stored, IntFunction<Document> document) {
        MongoCollection<Document> collection = database.getCollection(name);
        if (stored > 0) {
            collection.deleteMany(ofTheRound);
            if (collection.countDocuments() == stored) {
                return;
            }
        }
        empty(name);
        insert(name, IntStream.range(0, stored).mapToObj(document));
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

    /** Of an order that was there already. */
    static ObjectId earlierId(int number) {
        return new ObjectId(SECONDS_BEFORE + number, 0);
    }

    /** Whose it is. */
    static String user(int number) {
        return Purchases.user(number < READ ? number % READERS : READERS + number % (Purchases.USERS - READERS));
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
        return new Document("_id", earlierId(number))
                .append("userId", user(number))
                .append("number", "RC-0000-0000-0000")
                .append("status", "placed")
                .append("placedAt", earlierId(number).getDate())
                .append("items", List.of(item))
                .append("billingAmount", 9900L)
                .append("shippingAddress", address)
                .append("paymentId", "earlier-" + number)
                .append("idempotencyKey", "earlier-" + number)
                .append("requestHash", "1:benchmark")
                .append("settlement", new Document("status", "captured").append("due", new Document("attempts", 0)));
    }

    private void insert(String collection, Stream<Document> documents) {
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
        for (Document order : database.getCollection("orders").find(OF_THE_ROUND)) {
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
            String id = product.getString("_id");
            int first = id.equals(Purchases.SOLD_OUT) ? 0 : STOCK;
            require(left + sold.getOrDefault(id, 0L) == first, "stock: " + product);
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
