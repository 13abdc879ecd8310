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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * As much of Stripe as the store uses, in the shapes that Stripe's documentation shows: PaymentIntents with manual
 * capture, refunds, its own kinds of failure, and idempotency keys that remember their answer, failures of its own
 * included; but not what was refused before it was begun.
 *
 * @see <a href="https://docs.stripe.com/api/idempotent_requests">Stripe: idempotent requests</a>
 * @see <a href="https://docs.stripe.com/api/errors">Stripe: errors</a>
 */
final class FakeStripe implements AutoCloseable {

    private static final String BANKS_PAGE = "the bank asks on a page of its own";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Intent> intents = new ConcurrentHashMap<>();
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    /** What cards of its own test numbers do, by the payment methods that its form has made of them. */
    private final Map<String, String> cards = new ConcurrentHashMap<>();

    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger lateFailures = new AtomicInteger();
    private final AtomicInteger lostReplies = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger failedRefunds = new AtomicInteger();
    private final FakeStripeBook book = new FakeStripeBook();
    private volatile @Nullable Reply refusal;
    private volatile long minimum = 50;
    private volatile @Nullable Meanwhile meanwhile;
    private volatile @Nullable Instant heldUntil;
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

    /** Lets a store take its payments here. */
    void register(DynamicPropertyRegistry registry) {
        registry.add("store.payment.gateway", () -> "stripe");
        registry.add("store.payment.stripe.api-key", () -> "sk_test_123");
        registry.add("store.payment.stripe.webhook-secret", () -> "whsec_test");
        registry.add("store.payment.stripe.publishable-key", () -> "pk_test_123");
        registry.add("store.payment.stripe.api-base", this::base);
    }

    URI base() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** How many requests it has refused for good. */
    int refused() {
        return refused.get();
    }

    /** Does not take its key any more. */
    void revokesTheKey() {
        refusal = Reply.error(401, "invalid_request_error", "api_key_expired", null);
    }

    /** Refuses everything with an error of this kind, as an account may be refused that lacks something. */
    void refuses(int status, @Nullable String code, @Nullable String param) {
        refusal = Reply.error(status, "invalid_request_error", code, param);
    }

    /** Takes no less than this, in its own units: the account settles in another currency. */
    void takesNoLessThan(long amount) {
        minimum = amount;
    }

    /** Answers the next so many requests with this status, without doing anything. */
    void fails(int status, int times) {
        failureStatus = status;
        failures.set(times);
    }

    /** Does what the next so many requests ask for, and then fails. */
    void failsAfterwards(int times) {
        lateFailures.set(times);
    }

    /** Does what the next so many requests ask for, and hangs up without an answer. */
    void losesReplies(int times) {
        lostReplies.set(times);
    }

    void isSlow(long millis) {
        delayMillis = millis;
    }

    /** What was given back and disputed, by the store and by others. */
    FakeStripeBook book() {
        return book;
    }

    /** Somebody presses "refund" in Stripe's dashboard. */
    FakeStripeBook.Refund refundsInItsDashboard(String paymentId, long amount) {
        return book.refund(intent(paymentId).id, amount, Map.of());
    }

    /** Somebody captures a part there. */
    void capturesInItsDashboard(String paymentId, long amount) {
        Intent intent = intent(paymentId);
        intent.status = "succeeded";
        intent.captured(amount);
    }

    /** The buyer objects at the bank. */
    FakeStripeBook.Dispute disputes(String paymentId, long amount) {
        return book.dispute(intent(paymentId).id, amount);
    }

    /** Says of what it holds from now on that it will end the hold then. */
    void holdsUntil(Instant time) {
        heldUntil = time;
    }

    /** Lets something happen once, before or after the next such call has its effect, and before it is answered. */
    void meanwhile(String call, boolean after, Runnable happening) {
        meanwhile = new Meanwhile("POST", call, after, happening);
    }

    /** As {@link #meanwhile}, after something was read and before that is answered. */
    void whileReading(String what, Runnable happening) {
        meanwhile = new Meanwhile("GET", what, true, happening);
    }

    /** Whether that has not happened yet. */
    boolean waits() {
        return meanwhile != null;
    }

    private record Meanwhile(String method, String call, boolean after, Runnable happening) {}

    private void happens(Request request, boolean after) {
        Meanwhile waiting = meanwhile;
        if (waiting != null
                && waiting.after == after
                && request.method.equals(waiting.method)
                && request.path.endsWith("/" + waiting.call)) {
            meanwhile = null;
            waiting.happening.run();
        }
    }

    void heals() {
        refusal = null;
        minimum = 50;
        meanwhile = null;
        heldUntil = null;
        failures.set(0);
        lateFailures.set(0);
        lostReplies.set(0);
        failedRefunds.set(0);
        book.hasPagesOf(100);
        delayMillis = 0;
    }

    /** A payment method of a card, as its form makes one; good for one payment. */
    String makesMethodOf(String number) {
        String method = "pm_" + cards.size() + "Of" + number.substring(number.length() - 4);
        cards.put(
                method,
                switch (number) {
                    case "4000000000003220" -> "pm_card_authenticationRequired";
                    case "4000000000003063" -> BANKS_PAGE;
                    default -> "pm_card_visa";
                });
        return method;
    }

    /** A PaymentIntent, as a browser asks for it. */
    Intent intentOf(String clientSecret) {
        return Objects.requireNonNull(intents.get(clientSecret.split("_secret_")[0]));
    }

    /** A PaymentIntent, by what its metadata says of our payment. */
    Intent intent(String paymentId) {
        return intents.values().stream()
                .filter(intent -> paymentId.equals(intent.form.get("metadata[payment_id]")))
                .findFirst()
                .orElseThrow();
    }

    /** A day has gone by: no key is known any more. */
    void forgetsKeys() {
        remembered.clear();
    }

    /** Lists no more than so many at a time, whatever it is asked for. */
    void listsNoMoreThan(int refunds) {
        book.hasPagesOf(refunds);
    }

    /** Lets the next so many refunds fail at once, as where a card is closed. */
    void failsRefunds(int times) {
        failedRefunds.set(times);
    }

    /** Knows a payment no longer, as if another account had made it. */
    void forgets(String paymentId) {
        intents.remove(intent(paymentId).id);
    }

    /** As {@link #forgets}, of all payments. */
    void forgetsAll() {
        intents.clear();
    }

    /** Holds so many more payments, whose ids go on from this one's. */
    void holdsSome(int count, Map<String, String> form, Instant since) {
        for (int i = 0; i < count; i++) {
            Map<String, String> another = new HashMap<>(form);
            another.merge("metadata[payment_id]", "-" + i, String::concat);
            Intent intent = new Intent(created.incrementAndGet(), another, book);
            intent.status = "requires_capture";
            intent.created = since;
            intents.put(intent.id, intent);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        Request request = Request.of(exchange);
        requests.add(request);
        try {
            Thread.sleep(delayMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        happens(request, false);
        Reply reply = answer(request);
        happens(request, true);
        if (reply.status >= 400 && reply.status < 409) {
            refused.incrementAndGet();
        }
        if (isOneOf(lostReplies)) {
            exchange.close();
            return;
        }
        byte[] body = reply.json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Request-Id", "req_" + requests.size());
        if (reply.replayed) {
            exchange.getResponseHeaders().add("Idempotent-Replayed", "true");
        }
        exchange.sendResponseHeaders(reply.status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** What is refused before anything is begun, by its key, by its rate or by its parameters, is not remembered. */
    private synchronized Reply answer(Request request) {
        Reply account = refusal;
        if (account != null) {
            return account;
        }
        String key = request.key;
        Remembered before = key == null ? null : remembered.get(key);
        if (before != null) {
            return before.request.same(request)
                    ? before.reply.again()
                    : Reply.error(400, "idempotency_error", null, null);
        }
        Reply reply = isOneOf(failures) ? Reply.error(failureStatus, "api_error", "fault", null) : act(request);
        if (isOneOf(lateFailures)) {
            reply = Reply.error(500, "api_error", "fault", null);
        }
        if (key != null && reply.begun) {
            remembered.put(key, new Remembered(request, reply));
        }
        return reply;
    }

    private static boolean isOneOf(AtomicInteger times) {
        return times.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    private Reply act(Request request) {
        String[] path = request.path.split("/");
        boolean list = request.method.equals("GET") && path.length == 3;
        if (request.path.equals("/v1/payment_intents")) {
            return list ? listIntents(request) : create(request);
        }
        if (list) {
            return list(request);
        }
        if (request.path.equals("/v1/refunds")) {
            return refund(request);
        }
        Intent intent = path.length > 3 ? intents.get(path[3]) : null;
        if (intent == null) {
            return Reply.error(404, "invalid_request_error", "resource_missing", "intent");
        }
        return switch (path.length > 4 ? path[4] : "") {
            case "confirm" -> confirm(intent, request);
            case "capture" -> capture(intent, request);
            case "cancel" ->
                move(
                        intent,
                        request,
                        "canceled",
                        () -> intent.voids++,
                        "requires_confirmation",
                        "requires_action",
                        "requires_payment_method",
                        "requires_capture");
            default -> new Reply(200, intent.json(request));
        };
    }

    private Reply list(Request request) {
        return new Reply(200, book.list(request.path, request.form));
    }

    /** The newest first, of all stores of the account. */
    private Reply listIntents(Request request) {
        long since = Long.parseLong(request.form.getOrDefault("created[gte]", "0"));
        List<Intent> found = intents.values().stream()
                .filter(intent -> intent.created.getEpochSecond() >= since)
                .sorted(Comparator.comparing((Intent intent) -> intent.created)
                        .thenComparing(intent -> intent.number)
                        .reversed())
                .toList();
        List<String> ids = found.stream().map(intent -> intent.id).toList();
        int from = ids.indexOf(request.form.get("starting_after")) + 1;
        int to = Math.min(found.size(), from + Integer.parseInt(request.form.getOrDefault("limit", "10")));
        String page = found.subList(from, to).stream()
                .map(intent -> intent.json(request))
                .collect(Collectors.joining(", "));
        return new Reply(
                200, "{\"object\": \"list\", \"has_more\": %b, \"data\": [%s]}".formatted(to < found.size(), page));
    }

    /** The whole amount unless another is named, and never more; the rest is let go. */
    private static Reply capture(Intent intent, Request request) {
        long amount = Long.parseLong(request.form.getOrDefault("amount_to_capture", intent.form.get("amount")));
        if (amount > Long.parseLong(intent.form.get("amount"))) {
            return Reply.error(400, "invalid_request_error", "amount_too_large", "amount_to_capture");
        }
        Supplier<Integer> captured = () -> {
            intent.captured(amount);
            return intent.captures;
        };
        return move(intent, request, "succeeded", captured, "requires_capture");
    }

    private Reply create(Request request) {
        String method = String.valueOf(request.form.get("payment_method"));
        if (method.equals("pm_card_unheardOf") || (cards.containsKey(method) && !used.add(method))) {
            return Reply.refused("resource_missing", "payment_method");
        }
        long amount = Long.parseLong(request.form.getOrDefault("amount", "0"));
        if (amount < minimum) {
            return Reply.refused("amount_too_small", "amount");
        }
        if (amount > 999_999_999_999L) {
            return Reply.refused("amount_too_large", "amount");
        }
        Intent intent = new Intent(created.incrementAndGet(), request.form, book);
        intents.put(intent.id, intent);
        return new Reply(200, intent.json());
    }

    private Reply confirm(Intent intent, Request request) {
        if (!intent.status.equals("requires_confirmation")) {
            return Reply.error(400, "invalid_request_error", "payment_intent_unexpected_state", null);
        }
        String method = String.valueOf(intent.form.get("payment_method"));
        intent.returnUrl = request.form.get("return_url");
        switch (cards.getOrDefault(method, method)) {
            case "pm_card_chargeDeclined" -> {
                intent.isDeclined();
                return Reply.error(402, "card_error", "card_declined", null);
            }
            case "pm_card_authenticationRequired" -> intent.status = "requires_action";
            case BANKS_PAGE -> {
                intent.status = "requires_action";
                intent.atBanksPage = true;
            }
            default -> {
                intent.status = "requires_capture";
                intent.captureBefore = heldUntil;
            }
        }
        return new Reply(200, intent.json(request));
    }

    private static Reply move(Intent intent, Request request, String to, Supplier<Integer> count, String... from) {
        if (!List.of(from).contains(intent.status)) {
            return Reply.error(400, "invalid_request_error", "payment_intent_unexpected_state", null);
        }
        intent.status = to;
        count.get();
        return new Reply(200, intent.json(request));
    }

    /** All that is left unless an amount is named, and never more. */
    private Reply refund(Request request) {
        Intent intent = intents.get(request.form.getOrDefault("payment_intent", ""));
        long left = intent == null ? 0 : intent.received - intent.givenBack();
        long amount = Long.parseLong(request.form.getOrDefault("amount", String.valueOf(left)));
        if (intent == null || !intent.status.equals("succeeded") || left == 0) {
            return Reply.error(400, "invalid_request_error", "charge_already_refunded", null);
        }
        if (book.isChargedBack(intent.id)) {
            return Reply.error(400, "invalid_request_error", "charge_disputed", null);
        }
        if (amount > left || amount <= 0) {
            return Reply.error(400, "invalid_request_error", null, "amount");
        }
        FakeStripeBook.Refund made = book.refund(intent.id, amount, request.metadata());
        if (isOneOf(failedRefunds)) {
            made.status = "failed";
        } else {
            intent.refunds++;
        }
        return new Reply(200, made.json());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** A PaymentIntent, and how often money has moved for it. */
    static final class Intent {

        final int number;
        final String id;
        final Map<String, String> form;
        volatile Instant created = Instant.now();
        volatile String status = "requires_confirmation";
        volatile boolean declined;
        volatile boolean atBanksPage;
        volatile @Nullable String returnUrl;
        int captures;
        int voids;
        int refunds;
        volatile long received;
        volatile @Nullable Instant captureBefore;
        private final FakeStripeBook book;

        Intent(int number, Map<String, String> form, FakeStripeBook book) {
            this.number = number;
            this.id = "pi_" + number;
            this.form = form;
            this.book = book;
        }

        void isDeclined() {
            status = "requires_payment_method";
            declined = true;
        }

        void captured(long part) {
            received = part;
            captures++;
            if (part < Long.parseLong(form.get("amount"))) {
                book.letsGo(id, Long.parseLong(form.get("amount")) - part);
            }
        }

        /** Somebody gives something back by hand. */
        void isRefundedAtTheDashboard(long amount) {
            book.refund(id, amount, Map.of());
        }

        /** What was given back, or is on its way. */
        long givenBack() {
            return book.refunded(id);
        }

        /** The hold was not captured in time: Stripe cancels the payment by itself. */
        void lapses() {
            status = "canceled";
        }

        /** A charge is shown in full only to whom asks for it. */
        String json(Request request) {
            boolean inFull = request.form.values().stream().anyMatch(value -> value.endsWith("latest_charge"));
            return inFull ? json().replace("\"ch_" + id + "\"", charge()) : json();
        }

        private String charge() {
            long amount = Long.parseLong(form.get("amount"));
            boolean captured = status.equals("succeeded");
            long refunded = givenBack() + (captured ? amount - received : 0);
            Instant until = captureBefore;
            return """
                {"id": "ch_%s", "object": "charge", "amount": %d, "amount_captured": %d, "amount_refunded": %d,
                 "captured": %b, "refunded": %b, "disputed": %b,
                 "payment_method_details": {"type": "card", "card": {"capture_before": %s}}}\
                """.formatted(
                            id,
                            amount,
                            received,
                            refunded,
                            captured,
                            captured && refunded == amount,
                            book.disputesOf(id).findAny().isPresent(),
                            until == null ? "null" : until.getEpochSecond());
        }

        String json() {
            return """
                {"id": "%s", "object": "payment_intent", "created": %d, "amount": %s, "currency": "%s", "status": "%s",
                 "capture_method": "%s", "client_secret": "%s_secret_x", "livemode": false,
                 "metadata": {"user_id": "%s", "payment_id": "%s", "store_id": "%s"},
                 "last_payment_error": %s,
                 "amount_received": %d, "latest_charge": "ch_%s"}
                """.formatted(
                            id,
                            created.getEpochSecond(),
                            form.get("amount"),
                            form.get("currency"),
                            status,
                            form.get("capture_method"),
                            id,
                            form.get("metadata[user_id]"),
                            form.get("metadata[payment_id]"),
                            form.get("metadata[store_id]"),
                            declined ? "{\"type\": \"card_error\", \"code\": \"card_declined\"}" : "null",
                            received,
                            id);
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
            String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
            Map<String, String> form = new HashMap<>();
            for (String pair : (body + "&" + query).split("&")) {
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

        Map<String, String> metadata() {
            Map<String, String> metadata = new HashMap<>();
            form.forEach((name, value) -> {
                if (name.startsWith("metadata[")) {
                    metadata.put(name.substring("metadata[".length(), name.length() - 1), value);
                }
            });
            return metadata;
        }

        boolean same(Request other) {
            return path.equals(other.path) && form.equals(other.form);
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }

    private record Remembered(Request request, Reply reply) {}

    /**
     * @param begun whether Stripe had begun to do what was asked, which is when it remembers
     * @param replayed whether it was remembered
     */
    private record Reply(int status, String json, boolean begun, boolean replayed) {

        Reply(int status, String json) {
            this(status, json, true, false);
        }

        static Reply error(int status, String type, @Nullable String code, @Nullable String param) {
            String error = """
                {"error": {"type": "%s", "code": %s, "param": %s, "message": "A fault."}}\
                """;
            boolean begun = status >= 500 || status == 402 || status == 400;
            return new Reply(status, error.formatted(type, quoted(code), quoted(param)), begun, false);
        }

        /** Parameters that are not valid. */
        static Reply refused(String code, String param) {
            Reply error = error(400, "invalid_request_error", code, param);
            return new Reply(error.status, error.json, false, false);
        }

        Reply again() {
            return new Reply(status, json, true, true);
        }

        private static String quoted(@Nullable String text) {
            return text == null ? "null" : '"' + text + '"';
        }
    }
}
