package store.retro.bench;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import store.retro.bench.Purchases.Purchase;

/**
 * The least that an order can cost with the driver: two reads, then a transaction of three writes and a commit, repeated
 * with full jitter when it meets another. No HTTP, no token, no mapping, no look-up of an earlier order.
 */
final class Floor {

    private static final TransactionOptions OPTIONS = TransactionOptions.builder()
            .readConcern(ReadConcern.SNAPSHOT)
            .writeConcern(WriteConcern.MAJORITY)
            .build();

    private final MongoClient client;
    private final MongoCollection<Document> users;
    private final MongoCollection<Document> products;
    private final MongoCollection<Document> payments;
    private final MongoCollection<Document> orders;

    Floor(MongoClient client, MongoDatabase database) {
        this.client = client;
        this.users = database.getCollection("users");
        this.products = database.getCollection("products");
        this.payments = database.getCollection("payments");
        this.orders = database.getCollection("orders");
    }

    /** Places all of them; the latency of each in nanoseconds, after the time that all took. */
    List<Long> place(List<Purchase> purchases, int clients) throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        long[] latencies = new long[purchases.size()];
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        long start = System.nanoTime();
        try {
            List<Future<?>> running = IntStream.range(0, clients)
                    .<Future<?>>mapToObj(client -> threads.submit(() -> {
                        for (int i = next.getAndIncrement(); i < latencies.length; i = next.getAndIncrement()) {
                            long begin = System.nanoTime();
                            place(purchases.get(i));
                            latencies[i] = System.nanoTime() - begin;
                        }
                    }))
                    .toList();
            for (Future<?> future : running) {
                future.get();
            }
        } finally {
            threads.shutdown();
        }
        List<Long> result = new ArrayList<>();
        result.add(System.nanoTime() - start);
        for (long latency : latencies) {
            result.add(latency);
        }
        return result;
    }

    private void place(Purchase purchase) {
        List<Document> found =
                products.find(Filters.in("_id", purchase.products())).into(new ArrayList<>());
        Document payment =
                payments.find(Filters.eq("_id", purchase.paymentId())).first();
        if (found.size() != purchase.products().size()
                || payment == null
                || ((Number) payment.get("amount")).intValue() != purchase.amount()) {
            throw new IllegalStateException("nothing to place: " + purchase);
        }
        for (int attempt = 0; ; attempt++) {
            try (ClientSession session = client.startSession()) {
                session.startTransaction(OPTIONS);
                write(session, purchase);
                session.commitTransaction();
                return;
            } catch (MongoException e) {
                if (!e.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)) {
                    throw e;
                }
            }
            pause(attempt);
        }
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

    private static void pause(int attempt) {
        double most = Math.min(500, 5 * Math.pow(1.5, attempt));
        try {
            Thread.sleep(Math.round(ThreadLocalRandom.current().nextDouble() * most));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
