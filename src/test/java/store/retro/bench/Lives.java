package store.retro.bench;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import store.retro.bench.Purchases.Purchase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole life of an order, seen from outside: its payment is started, it is placed, its money taken, and a receiver
 * told of it.
 */
final class Lives {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CREATED = 201;
    private static final int BUSY = 503;
    private static final int ATTEMPTS = 20;
    private static final int MILLIS_BETWEEN = 500;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = new JsonMapper();
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
        long start = System.nanoTime();
        List<Long> nanos = new ArrayList<>(Clients.place(purchases, clients, purchase -> {
            String token = tokens.apply(purchase.userId());
            String cart = "{\"items\":%s,\"paymentMethod\":\"pm_card_visa\"}".formatted(purchase.items());
            String payment = post(url + "/payments", token, purchase.key(), cart)
                    .at("/id")
                    .asString();
            post(
                    url + "/place-order",
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
            case OURS -> Filters.or(Filters.exists("settlement.due.at"), Filters.exists("outbox.due.at"));
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
    private JsonNode post(String url, String token, String key, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            for (int attempt = 1; answer.statusCode() == BUSY && attempt < ATTEMPTS; attempt++) {
                Thread.sleep(ThreadLocalRandom.current().nextLong(MILLIS_BETWEEN));
                answer = http.send(request, BodyHandlers.ofString());
            }
            if (answer.statusCode() != CREATED) {
                throw new IllegalStateException(url + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
