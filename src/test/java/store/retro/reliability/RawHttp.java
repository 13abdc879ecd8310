package store.retro.reliability;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import store.retro.fixture.Answer;

/** HTTP by hand: what no well-behaved client would send, and clients that go away. */
final class RawHttp {

    private static final int PATIENCE_MILLIS = 30_000;

    private final URI base;

    private RawHttp(URI base) {
        this.base = base;
    }

    static RawHttp to(String url) {
        return new RawHttp(URI.create(url));
    }

    /**
     * Sends a body of bytes, whatever they are.
     *
     * @param header one more header, as a line
     */
    Answer post(String path, String token, String header, byte[] body) {
        return send("POST", path, token, header, body);
    }

    /** As {@link #post(String, String, String, byte[])}, by any method; each more header is a line. */
    Answer send(String method, String path, String token, String headers, byte[] body) {
        try (Socket socket = open()) {
            socket.getOutputStream().write(request(method, path, token, headers, body));
            return answer(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Answer post(String path, String token, String header, String body) {
        return post(path, token, header, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends so many of the request's bytes, waits, and goes away without having heard an answer. */
    void postAndLeave(String path, String token, String header, String body, int bytes, int millis) {
        try (Socket socket = open()) {
            byte[] request = request("POST", path, token, header, body.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(request, 0, Math.min(bytes, request.length));
            socket.getOutputStream().flush();
            Customer.pause(millis);
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static byte[] request(String method, String path, String token, String headers, byte[] body) {
        String head = """
            %s %s HTTP/1.1
            Host: 127.0.0.1
            Connection: close
            Authorization: Bearer %s
            Content-Type: application/json
            Content-Length: %d
            %s

            """.formatted(method, path, token, body.length, headers).replace("\n", "\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static Answer answer(byte[] bytes) {
        String response = new String(bytes, StandardCharsets.ISO_8859_1);
        int headEnd = response.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            throw new AssertionError("no HTTP answer, but: " + response);
        }
        List<String> head = response.substring(0, headEnd).lines().toList();
        int status = Integer.parseInt(head.get(0).split(" ")[1]);
        Map<String, List<String>> headers = head.stream()
                .skip(1)
                .map(line -> line.split(": ?", 2))
                .collect(Collectors.groupingBy(
                        pair -> pair[0], Collectors.mapping(pair -> pair[1], Collectors.toList())));
        HttpHeaders all = HttpHeaders.of(headers, (name, value) -> true);
        String body = response.substring(headEnd + 4);
        boolean inChunks = all.firstValue("Transfer-Encoding").isPresent();
        return new Answer(status, all, utf8(inChunks ? together(body) : body));
    }

    /** Each is preceded by its length in bytes. */
    private static String together(String chunks) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        for (int length = -1; length != 0; at += length + 2) {
            int end = chunks.indexOf("\r\n", at);
            length = Integer.parseInt(chunks.substring(at, end), 16);
            at = end + 2;
            body.append(chunks, at, at + length);
        }
        return body.toString();
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
