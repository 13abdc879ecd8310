package store.retro.development.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** The probe of a store in another process, which asks it by HTTP; what is not answered is held. */
final class RemoteProbe implements Probe {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI url;

    /** @param url of a {@link Station} */
    RemoteProbe(String url) {
        this.url = URI.create(url);
    }

    @Override
    public boolean mayGo(Sent sent) {
        BsonDocument message = new BsonDocument("attempt", new BsonString(sent.attempt()))
                .append("request", new BsonInt32(sent.request()))
                .append("name", new BsonString(sent.name()))
                .append("command", sent.command());
        return ask(message).getBoolean("go").getValue();
    }

    @Override
    public void ended(Answered answered) {
        ask(new BsonDocument("attempt", new BsonString(answered.attempt()))
                .append("request", new BsonInt32(answered.request()))
                .append("millis", new BsonDouble(answered.millis()))
                .append("answer", orNull(answered.answer()))
                .append("failure", orNull(answered.failure() == null ? null : new BsonString(answered.failure()))));
    }

    private static BsonValue orNull(@Nullable BsonValue value) {
        return value == null ? BsonNull.VALUE : value;
    }

    private BsonDocument ask(BsonDocument message) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(message.toJson()))
                .build();
        try {
            return BsonDocument.parse(
                    client.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where the other process reports, and waits. */
    static final class Station implements AutoCloseable {

        private final Probe probe;
        private final HttpServer server;
        private final ExecutorService threads = Executors.newCachedThreadPool();

        Station(Probe probe) {
            this.probe = probe;
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.setExecutor(threads);
            server.createContext("/", this::hear);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        }

        private void hear(HttpExchange exchange) throws IOException {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                boolean go = hear(BsonDocument.parse(body));
                byte[] answer =
                        new BsonDocument("go", BsonBoolean.valueOf(go)).toJson().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        }

        private boolean hear(BsonDocument message) {
            String attempt = message.getString("attempt").getValue();
            int request = message.getInt32("request").getValue();
            if (message.containsKey("command")) {
                return probe.mayGo(new Sent(
                        attempt, request, message.getString("name").getValue(), message.getDocument("command")));
            }
            BsonValue answer = message.get("answer");
            BsonValue failure = message.get("failure");
            probe.ended(new Answered(
                    attempt,
                    request,
                    message.getDouble("millis").getValue(),
                    answer.isNull() ? null : answer.asDocument(),
                    failure.isNull() ? null : failure.asString().getValue()));
            return true;
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
