package store.retro.bench;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import store.retro.bench.Purchases.Purchase;
import store.retro.fixture.Answer;
import store.retro.fixture.Http;

/**
 * The whole life of an order, seen from outside: its payment is started, it is placed, its money taken, and a receiver
 * told of it.
 */
final class Lives {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CREATED = 201;

    private final RepeatedRequests requests = new RepeatedRequests(20, Duration.ofMillis(500));
    private final AtomicInteger told = new AtomicInteger();

    private @Nullable HttpServer receiver;

    /** The address at which a service tells of orders. */
    synchronized String receiver() throws IOException {
        if (receiver == null) {
            receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            receiver.setExecutor(Executors.newFixedThreadPool(8));
            receiver.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                told.incrementAndGet();
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            receiver.start();
        }
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/events";
    }

    /**
     * Places all of them, and waits until nothing is to be done for any.
     *
     * @return nanoseconds: of all, then those that each buyer has waited for payment and order
     * @throws IllegalStateException when an answer is not 201, or not all have been told of in time
     */
    List<Long> live(
            String url,
            List<Purchase> purchases,
            int clients,
            Function<String, String> tokens,
            MongoDatabase database,
            Service service)
            throws InterruptedException, ExecutionException {
        told.set(0);
        Http http = new Http(url);
        long start = System.nanoTime();
        List<Long> nanos = new ArrayList<>(Clients.place(purchases, clients, purchase -> {
            String token = tokens.apply(purchase.userId());
            String cart = "{\"items\":%s,\"paymentMethod\":\"pm_card_visa\"}".formatted(purchase.items());
            String payment =
                    post(http, "/payments", token, purchase.key(), cart).at("/id");
            post(
                    http,
                    "/place-order",
                    token,
                    purchase.key(),
                    purchase.paidBy(payment).json());
        }));
        awaitNothingDue(database, service, start + PATIENCE.toNanos());
        nanos.set(0, System.nanoTime() - start);
        if (told.get() < purchases.size()) {
            throw new IllegalStateException(told + " of " + purchases.size() + " orders were told of");
        }
        return nanos;
    }

    private static void awaitNothingDue(MongoDatabase database, Service service, long end) throws InterruptedException {
        Bson due = switch (service) {
            case OURS ->
                Filters.or(
                        Filters.exists("settlement.due.at"),
                        Filters.exists("outbox.due.at"),
                        Filters.exists("moneyOutbox.due.at"));
            case PEER -> Filters.ne("told", true);
        };
        while (database.getCollection("orders").find(due).first() != null) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("orders are still to be settled or told of");
            }
            Thread.sleep(100);
        }
    }

    /** What was made; a busy service is asked again, as the contract has it. */
    private Answer post(Http service, String path, String token, String key, String body) {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token, "Idempotency-Key", key);
        return requests.until(CREATED, () -> service.send("POST", path, headers, body));
    }
}
