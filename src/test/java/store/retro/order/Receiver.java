package store.retro.order;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who is told of orders, and can refuse to listen. */
final class Receiver implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Delivery> deliveries = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger refusals = new AtomicInteger();

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/events";
    }

    /** Answers the next so many deliveries with 500. */
    void refuses(int times) {
        refusals.set(times);
    }

    /** What has arrived of an order, acknowledged or not. */
    List<Delivery> of(String orderId) {
        synchronized (deliveries) {
            return deliveries.stream()
                    .filter(each -> orderId.equals(each.event().at("/data/id").asString()))
                    .toList();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        boolean refused = refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        deliveries.add(new Delivery(
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                body,
                !refused));
        exchange.sendResponseHeaders(refused ? 500 : 204, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** One request that the store made. */
    record Delivery(String id, String timestamp, String signature, String body, boolean acknowledged) {

        JsonNode event() {
            return JSON.readTree(body);
        }

        String type() {
            return event().at("/type").asString();
        }
    }
}
