package store.retro.storefront;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An OpenID Connect issuer at which Ada is signed in already; it insists on PKCE. */
final class Issuer implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, String> challenges = new ConcurrentHashMap<>();
    private final List<String> prompts = new CopyOnWriteArrayList<>();
    private volatile UnaryOperator<String> tokens = user -> "";

    Issuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/.well-known/openid-configuration", exchange -> answer(exchange, 200, """
                        {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token"}
                        """.formatted(address())));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** What signs a token for a user. */
    void signWith(UnaryOperator<String> signer) {
        tokens = signer;
    }

    /** The prompt of each authorization request, empty where there was none. */
    List<String> prompts() {
        return List.copyOf(prompts);
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
        prompts.add(query.getOrDefault("prompt", ""));
        String code = UUID.randomUUID().toString();
        challenges.put(code, query.get("code_challenge_method") + " " + query.get("code_challenge"));
        exchange.getResponseHeaders()
                .set("Location", query.get("redirect_uri") + "?code=" + code + "&state=" + query.get("state"));
        answer(exchange, 302, "");
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
        boolean proven = ("S256 " + sha256(form.getOrDefault("code_verifier", "")))
                .equals(challenges.remove(form.getOrDefault("code", "")));
        answer(
                exchange,
                proven ? 200 : 400,
                proven
                        ? "{\"access_token\": \"%s\"}".formatted(tokens.apply("ada"))
                        : "{\"error\": \"invalid_grant\"}");
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Map<String, String> form(@Nullable String encoded) {
        return Arrays.stream(encoded == null ? new String[0] : encoded.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
