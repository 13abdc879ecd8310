package store.retro.platform.startup;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URL;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Requests of this instance to itself, over its port and without a token. They show in no metric and no trace. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class OwnRequests {

    /** By which they are known; nobody else can guess it. */
    private static final String NAME = "retro-store/" + UUID.randomUUID();

    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(4).toMillis();

    private final WebServerApplicationContext context;
    private final ServerProperties properties;

    static boolean isOne(@Nullable HttpServletRequest request) {
        return request != null && NAME.equals(request.getHeader(HttpHeaders.USER_AGENT));
    }

    /**
     * Sends a request, and reads its answer, whatever that is. Where TLS is asked for it sends none.
     *
     * @param path without the context path
     * @param json the body, or null
     */
    public void send(String method, String path, byte @Nullable [] json) {
        if (Ssl.isEnabled(properties.getSsl())) {
            return;
        }
        try {
            HttpURLConnection request = (HttpURLConnection) url(path).openConnection(Proxy.NO_PROXY);
            request.setConnectTimeout(TIMEOUT_MILLIS);
            request.setReadTimeout(TIMEOUT_MILLIS);
            request.setRequestMethod(method);
            request.setRequestProperty(HttpHeaders.USER_AGENT, NAME);
            if (json != null) {
                request.setRequestProperty(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
                request.setDoOutput(true);
                request.getOutputStream().write(json);
            }
            boolean refused = request.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
            try (InputStream answer = refused ? request.getErrorStream() : request.getInputStream()) {
                if (answer != null) {
                    // to its end, so that the connection is used again
                    answer.readAllBytes();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URL url(String path) throws IOException {
        InetAddress address = Objects.requireNonNullElseGet(properties.getAddress(), InetAddress::getLoopbackAddress);
        String contextPath = Objects.requireNonNullElse(properties.getServlet().getContextPath(), "");
        int port = Objects.requireNonNull(context.getWebServer()).getPort();
        return new URL("http", address.getHostAddress(), port, contextPath + path);
    }
}
