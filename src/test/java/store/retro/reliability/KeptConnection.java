package store.retro.reliability;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A client that costs next to nothing: one connection, as long as the store keeps it, requests that are bytes already,
 * of each answer only what is asked for. Whoever measures a store on the processors that it runs on, too, takes from
 * the store what the measuring costs.
 */
final class KeptConnection implements Closeable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final URI address;
    private Socket socket;
    private InputStream in;

    /** An answer's status, and the seconds of its {@code Retry-After}, or zero. */
    record Reply(int status, int retryAfter) {}

    KeptConnection(String url) throws IOException {
        address = URI.create(url);
        socket = connect(address);
        in = new BufferedInputStream(socket.getInputStream());
    }

    private static Socket connect(URI address) throws IOException {
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** A request that this connection can send, as often as wanted. */
    static byte[] post(String path, String token, String key, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = """
                POST %s HTTP/1.1
                Host: 127.0.0.1
                Authorization: Bearer %s
                Idempotency-Key: "%s"
                Content-Type: application/json
                Content-Length: %d

                """.formatted(path, token, key, body.length).replace("\n", "\r\n");
        return (head + json).getBytes(StandardCharsets.UTF_8);
    }

    Reply send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int status = Integer.parseInt(line().split(" ")[1]);
        int length = -1;
        int retryAfter = 0;
        boolean last = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            String name = header.substring(0, colon);
            String value = header.substring(colon + 1).strip();
            if (name.equalsIgnoreCase("Content-Length")) {
                length = Integer.parseInt(value);
            } else if (name.equalsIgnoreCase("Retry-After")) {
                retryAfter = Integer.parseInt(value);
            } else if (name.equalsIgnoreCase("Connection")) {
                last = value.equalsIgnoreCase("close");
            }
        }
        if (length >= 0) {
            in.skipNBytes(length);
        } else {
            skipChunks();
        }
        if (last) {
            socket.close();
            socket = connect(address);
            in = new BufferedInputStream(socket.getInputStream());
        }
        return new Reply(status, retryAfter);
    }

    private void skipChunks() throws IOException {
        int size;
        do {
            size = Integer.parseInt(line(), 16);
            in.skipNBytes(size);
            line();
        } while (size > 0);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the store has hung up");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
