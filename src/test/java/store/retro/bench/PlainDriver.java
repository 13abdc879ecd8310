package store.retro.bench;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import store.retro.bench.Purchases.Purchase;

/**
 * The least that an order can cost with the driver: two reads, then a transaction of three writes and a commit. Small
 * documents, no index, no look-up of an earlier order; what the store promises cannot be had for it.
 */
final class PlainDriver {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final DriverTransactions transactions;
    private final MongoCollection<Document> users;
    private final MongoCollection<Document> products;
    private final MongoCollection<Document> payments;
    private final MongoCollection<Document> orders;

    PlainDriver(MongoClient client, MongoDatabase database) {
        this.transactions = new DriverTransactions(client, PATIENCE);
        this.users = database.getCollection("users");
        this.products = database.getCollection("products");
        this.payments = database.getCollection("payments");
        this.orders = database.getCollection("orders");
    }

    void place(Purchase purchase) {
        List<Document> found =
                products.find(Filters.in("_id", purchase.products())).into(new ArrayList<>());
        Document payment =
                payments.find(Filters.eq("_id", purchase.paymentId())).first();
        if (found.size() != purchase.products().size()
                || payment == null
                || ((Number) payment.get("amount")).intValue() != purchase.amount()) {
            throw new IllegalStateException("nothing to place: " + purchase);
        }
        transactions.run(session -> write(session, purchase));
    }

    private void write(ClientSession session, Purchase purchase) {
        List<UpdateOneModel<Document>> stock = purchase.products().stream()
                .map(id -> new UpdateOneModel<Document>(
                        Filters.and(Filters.eq("_id", id), Filters.gte("quantity", 1)), Updates.inc("quantity", -1)))
                .toList();
        if (products.bulkWrite(session, stock).getMatchedCount() != stock.size()) {
            throw new IllegalStateException("out of stock: " + purchase);
        }
        Document address = new Document("recipient", "Ada Lovelace")
                .append("line1", "12 St James's Square")
                .append("city", "London")
                .append("postalCode", "SW1Y 4JH")
                .append("country", "GB");
        users.updateOne(
                session,
                Filters.eq("_id", purchase.userId()),
                Updates.combine(
                        Updates.set("shippingAddress", address), Updates.inc("lifeTimeValue", purchase.amount())));
        List<Document> items = purchase.products().stream()
                .map(id -> new Document("productId", id)
                        .append("name", "Console")
                        .append("unitPrice", Service.PRICE)
                        .append("quantity", 1))
                .toList();
        orders.insertOne(
                session,
                new Document("userId", purchase.userId())
                        .append("paymentId", purchase.paymentId())
                        .append("items", items)
                        .append("billingAmount", purchase.amount())
                        .append("shippingAddress", address)
                        .append("status", "placed")
                        .append("placedAt", new Date()));
    }
}
