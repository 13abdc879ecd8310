package store.retro.reliability;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import store.retro.fixture.TokenSigner;

/** An identity provider for services in processes of their own: it signs tokens, and publishes its keys over HTTP. */
final class TokenIssuer implements AutoCloseable {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile List<JWK> published = List.of();
    private volatile TokenSigner current = new TokenSigner("first");

    TokenIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            byte[] keys = new JWKSet(published).toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
        publish(current);
    }

    /** Where the keys are. */
    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    /** How often somebody has fetched the keys. */
    int asked() {
        return asked.get();
    }

    TokenSigner current() {
        return current;
    }

    /** Signs with this key from now on. */
    void use(TokenSigner key) {
        current = key;
    }

    /** Publishes these, and no others any more. */
    void publish(TokenSigner... keys) {
        published = List.of(keys).stream().map(key -> (JWK) key.publicJwk()).toList();
    }

    /** A token of the user's, signed with the current key. */
    String token(String user) {
        return token(user, current);
    }

    /** As {@link #token(String)}, of a user with these roles. */
    String token(String user, List<String> roles) {
        return current.token(user, roles, LIFETIME);
    }

    String token(String user, TokenSigner key) {
        return key.token(user, List.of(), LIFETIME);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
