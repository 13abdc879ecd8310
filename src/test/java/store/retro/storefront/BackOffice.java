package store.retro.storefront;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shop from its back office: what is in it, what happens to it, and what was sold. Only over HTTP. */
record BackOffice(String address) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    void stock(String productId, int quantity) {
        patch(productId, "{\"quantity\": %d}".formatted(quantity));
    }

    void price(String productId, int amount) {
        patch(productId, "{\"price\": {\"amount\": %d, \"currency\": \"USD\"}}".formatted(amount));
    }

    int left(String productId) {
        return get("/products/" + productId, null).get("quantity").asInt();
    }

    /** The user's orders, newest first. */
    JsonNode orders(String userId) {
        return get("/orders?limit=100", token(userId)).get("orders");
    }

    String paymentStatus(String userId, String paymentId) {
        return get("/payments/" + paymentId, token(userId)).get("status").asString();
    }

    /** Another buyer's order. */
    void buy(String userId, String productId, int quantity) {
        String token = token(userId);
        String items = "[{\"productId\": \"%s\", \"quantity\": %d}]".formatted(productId, quantity);
        JsonNode payment = send(
                "POST", "/payments", "{\"items\": %s, \"paymentMethod\": \"pm_card_visa\"}".formatted(items), token);
        send(
                "POST",
                "/place-order",
                """
                {"items": %s, "billingAmount": %s, "paymentId": "%s", "shippingAddress":
                 {"recipient": "A faster buyer", "line1": "1 High Street", "city": "Leeds", "country": "GB"}}
                """.formatted(items, payment.get("amount"), payment.get("id").asString()),
                token);
    }

    /** Ships an order, as soon as its payment has been captured. */
    void ship(String orderId) {
        ship(orderId, "");
    }

    /** As {@link #ship(String)}, and says of the parcel what the body says. */
    void ship(String orderId, String shipment) {
        String staff = staffToken();
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(() -> send("POST", "/staff/orders/" + orderId + "/ship", shipment, staff));
    }

    /** Gives back a part of an order's money. */
    void refund(String orderId, int cents) {
        send(
                "POST",
                "/staff/orders/" + orderId + "/refunds",
                "{\"amount\": {\"amount\": %d, \"currency\": \"USD\"}, \"reason\": \"a scratch\"}".formatted(cents),
                staffToken());
    }

    private String staffToken() {
        return send("POST", "/dev/tokens", "{\"userId\": \"alan\", \"roles\": [\"staff\"]}", null)
                .get("token")
                .asString();
    }

    /** Lets the next orders meet a fault of the database. */
    void fault(String fault, int times) {
        send("POST", "/dev/faults", "{\"fault\": \"%s\", \"times\": %d}".formatted(fault, times), null);
    }

    private String token(String userId) {
        return send("POST", "/dev/tokens", "{\"userId\": \"%s\"}".formatted(userId), null)
                .get("token")
                .asString();
    }

    private void patch(String productId, String body) {
        send("PATCH", "/dev/products/" + productId, body, null);
    }

    private JsonNode get(String path, @Nullable String token) {
        return send("GET", path, "", token);
    }

    private JsonNode send(String method, String path, String body, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json");
        Stream.ofNullable(token).forEach(value -> request.header("Authorization", "Bearer " + value));
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + ": " + response.body());
            }
            return JSON.readTree(response.body().isEmpty() ? "null" : response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
