package store.retro.payment.stripe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * As much of Stripe as the store uses, in the shapes that Stripe's documentation shows: PaymentIntents with manual
 * capture, refunds, idempotency keys that remember their answer, and its own kinds of failure.
 */
final class FakeStripe implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Intent> intents = new ConcurrentHashMap<>();
    private final Map<String, Reply> remembered = new ConcurrentHashMap<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger lostReplies = new AtomicInteger();
    private volatile int failureStatus;
    private volatile long delayMillis;

    FakeStripe() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI base() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Answers the next so many requests with this status, without doing anything. */
    void fails(int status, int times) {
        failureStatus = status;
        failures.set(times);
    }

    /** Does what the next so many requests ask for, and hangs up without an answer. */
    void losesReplies(int times) {
        lostReplies.set(times);
    }

    void isSlow(long millis) {
        delayMillis = millis;
    }

    void heals() {
        failures.set(0);
        lostReplies.set(0);
        delayMillis = 0;
    }

    /** A PaymentIntent, by what its metadata says of our payment. */
    Intent intent(String paymentId) {
        return intents.values().stream()
                .filter(intent -> paymentId.equals(intent.form.get("metadata[payment_id]")))
                .findFirst()
                .orElseThrow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Request request = Request.of(exchange);
        requests.add(request);
        try {
            Thread.sleep(delayMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Reply reply = failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0
                ? Reply.error(failureStatus, "api_error", "fault", null)
                : answer(request);
        if (lostReplies.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            exchange.close();
            return;
        }
        byte[] body = reply.json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Request-Id", "req_" + requests.size());
        exchange.sendResponseHeaders(reply.status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private synchronized Reply answer(Request request) {
        if (request.key == null) {
            return act(request);
        }
        return remembered.computeIfAbsent(request.key, key -> act(request));
    }

    private Reply act(Request request) {
        String[] path = request.path.split("/");
        if (request.path.equals("/v1/payment_intents")) {
            return create(request);
        }
        if (request.path.equals("/v1/refunds")) {
            return refund(intents.get(request.form.getOrDefault("payment_intent", "")));
        }
        Intent intent = path.length > 3 ? intents.get(path[3]) : null;
        if (intent == null) {
            return Reply.error(404, "invalid_request_error", "resource_missing", "intent");
        }
        return switch (path.length > 4 ? path[4] : "") {
            case "confirm" -> confirm(intent);
            case "capture" -> move(intent, "succeeded", () -> intent.captures++, "requires_capture");
            case "cancel" ->
                move(
                        intent,
                        "canceled",
                        () -> intent.voids++,
                        "requires_confirmation",
                        "requires_action",
                        "requires_payment_method",
                        "requires_capture");
            default -> new Reply(200, intent.json());
        };
    }

    private Reply create(Request request) {
        if ("pm_card_unheardOf".equals(request.form.get("payment_method"))) {
            return Reply.error(400, "invalid_request_error", "resource_missing", "payment_method");
        }
        Intent intent = new Intent("pi_" + (intents.size() + 1), request.form);
        intents.put(intent.id, intent);
        return new Reply(200, intent.json());
    }

    private static Reply confirm(Intent intent) {
        switch (String.valueOf(intent.form.get("payment_method"))) {
            case "pm_card_chargeDeclined" -> {
                intent.status = "requires_payment_method";
                intent.declined = true;
                return Reply.error(402, "card_error", "card_declined", null);
            }
            case "pm_card_authenticationRequired" -> intent.status = "requires_action";
            default -> intent.status = "requires_capture";
        }
        return new Reply(200, intent.json());
    }

    private static Reply move(Intent intent, String to, Supplier<Integer> count, String... from) {
        if (!List.of(from).contains(intent.status)) {
            return Reply.error(400, "invalid_request_error", "payment_intent_unexpected_state", null);
        }
        intent.status = to;
        count.get();
        return new Reply(200, intent.json());
    }

    private static Reply refund(@Nullable Intent intent) {
        if (intent == null || !intent.status.equals("succeeded") || intent.refunds > 0) {
            return Reply.error(400, "invalid_request_error", "charge_already_refunded", null);
        }
        intent.refunds++;
        String refund = """
                {"id": "re_1", "object": "refund", "payment_intent": "%s", "status": "succeeded"}""";
        return new Reply(200, refund.formatted(intent.id));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** A PaymentIntent, and how often money has moved for it. */
    static final class Intent {

        final String id;
        final Map<String, String> form;
        volatile String status = "requires_confirmation";
        volatile boolean declined;
        int captures;
        int voids;
        int refunds;

        Intent(String id, Map<String, String> form) {
            this.id = id;
            this.form = form;
        }

        String json() {
            return """
                    {"id": "%s", "object": "payment_intent", "amount": %s, "currency": "%s", "status": "%s",
                     "capture_method": "%s", "client_secret": "%s_secret_x", "livemode": false,
                     "metadata": {"user_id": "%s", "payment_id": "%s"},
                     "last_payment_error": %s,
                     "latest_charge": {"id": "ch_%s", "object": "charge", "refunded": %b}}
                    """.formatted(
                            id,
                            form.get("amount"),
                            form.get("currency"),
                            status,
                            form.get("capture_method"),
                            id,
                            form.get("metadata[user_id]"),
                            form.get("metadata[payment_id]"),
                            declined ? "{\"type\": \"card_error\", \"code\": \"card_declined\"}" : "null",
                            id,
                            refunds > 0);
        }
    }

    /** What was asked. */
    record Request(
            String method,
            String path,
            Map<String, String> form,
            @Nullable String key) {

        static Request of(HttpExchange exchange) throws IOException {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> form = new HashMap<>();
            for (String pair : body.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
            return new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    form,
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }

    private record Reply(int status, String json) {

        static Reply error(int status, String type, String code, @Nullable String param) {
            String error = """
                    {"error": {"type": "%s", "code": "%s", "param": %s, "message": "A fault."}}""";
            return new Reply(status, error.formatted(type, code, param == null ? "null" : '"' + param + '"'));
        }
    }
}
