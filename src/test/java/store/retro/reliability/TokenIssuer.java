package store.retro.reliability;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider for services in processes of their own: it signs tokens, and publishes its keys over HTTP. */
final class TokenIssuer implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile List<JWK> published = List.of();
    private volatile RSAKey current;

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
        current = newKey("first");
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

    RSAKey current() {
        return current;
    }

    /** Signs with this key from now on. */
    void use(RSAKey key) {
        current = key;
    }

    /** Publishes these, and no others any more. */
    void publish(RSAKey... keys) {
        published = List.of(keys).stream().map(key -> (JWK) key.toPublicJWK()).toList();
    }

    RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token of the user's, signed with the current key. */
    String token(String user) {
        return token(user, current);
    }

    /** As {@link #token(String)}, of a user with these roles. */
    String token(String user, List<String> roles) {
        return token(user, roles, current);
    }

    String token(String user, RSAKey key) {
        return token(user, List.of(), key);
    }

    private static String token(String user, List<String> roles, RSAKey key) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(user)
                .claim("roles", roles)
                .expirationTime(Date.from(Instant.now().plusSeconds(3600)))
                .build();
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
