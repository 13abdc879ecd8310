package store.retro.payment.stripe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Stripe as a browser meets it, in front of {@link FakeStripe}: its script and form at {@code js.stripe.com}, its API,
 * and a bank at {@code hooks.stripe.com}; by TLS, with a certificate that nobody vouches for.
 */
final class FakeStripeHosts implements AutoCloseable {

    private static final String PASSWORD = "changeit";

    private final FakeStripe stripe;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FakeStripeHosts(FakeStripe stripe) throws IOException {
        this.stripe = stripe;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certified()));
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Where a browser has to look for Stripe's hosts. */
    String rule() {
        return "MAP *.stripe.com 127.0.0.1:" + server.getAddress().getPort();
    }

    private static SSLContext certified() throws IOException {
        Path keys = Files.createTempDirectory("stripe").resolve("keys.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        try (InputStream made = made(keys, keytool)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(made, PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.deleteIfExists(keys);
            Files.deleteIfExists(Objects.requireNonNull(keys.getParent()));
        }
    }

    private static InputStream made(Path keys, Path keytool) throws IOException {
        String command = keytool + " -genkeypair -alias stripe -keyalg EC -dname CN=js.stripe.com -validity 2"
                + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + keys;
        Process process = new ProcessBuilder(command.split(" "))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroy();
                throw new IllegalStateException("no certificate by " + command);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return Files.newInputStream(keys);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            switch (exchange.getRequestHeaders().getFirst("Host") + path) {
                case "js.stripe.com/dahlia/stripe.js" -> answer(exchange, "text/javascript", file("stripe.js"));
                case "js.stripe.com/card.html" -> answer(exchange, "text/html", file("card.html"));
                case "api.stripe.com/v1/payment_methods" ->
                    answer(exchange, "application/json", "{\"id\": \"%s\"}".formatted(stripe.makesMethodOf(asked)));
                case "api.stripe.com/v1/payment_intents" ->
                    answer(exchange, "application/json", json(stripe.intentOf(queryOf(exchange))));
                case "hooks.stripe.com/3d_secure" -> askAtTheBank(exchange, stripe.intentOf(queryOf(exchange)), asked);
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static String queryOf(HttpExchange exchange) {
        return exchange.getRequestURI().getQuery().replace("client_secret=", "");
    }

    private static String json(FakeStripe.Intent intent) {
        String bank = "https://hooks.stripe.com/3d_secure?client_secret=" + intent.id + "_secret_x";
        String action = intent.atBanksPage
                ? "{\"type\": \"redirect_to_url\", \"redirect_to_url\": {\"url\": \"%s\"}}"
                : "{\"type\": \"use_stripe_sdk\", \"use_stripe_sdk\": {\"stripe_js\": \"%s\"}}";
        return "{\"id\": \"%s\", \"status\": \"%s\", \"next_action\": %s}"
                .formatted(intent.id, intent.status, action.formatted(bank));
    }

    private static void askAtTheBank(HttpExchange exchange, FakeStripe.Intent intent, String answered)
            throws IOException {
        if (answered.isEmpty()) {
            answer(exchange, "text/html", file("bank.html"));
            return;
        }
        if (answered.equals("outcome=complete")) {
            intent.status = "requires_capture";
        } else {
            intent.isDeclined();
        }
        if (intent.atBanksPage) {
            String back = "%s?payment_intent=%s&payment_intent_client_secret=%s_secret_x&source_type=card";
            exchange.getResponseHeaders().set("Location", back.formatted(intent.returnUrl, intent.id, intent.id));
            exchange.sendResponseHeaders(303, -1);
        } else {
            answer(exchange, "text/html", "<script>parent.postMessage('done', '*')</script>");
        }
    }

    private static void answer(HttpExchange exchange, String type, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String file(String name) {
        try (InputStream stream = FakeStripeHosts.class.getResourceAsStream("/stripe/" + name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
