package store.retro.storefront;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The line between browser and service, which can be made a bad one: it loses answers after the service has done the
 * work, holds them back, or spoils tokens. One request a connection.
 */
final class HttpProxy implements AutoCloseable {

    private final int service;
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private final List<String> orders = new CopyOnWriteArrayList<>();
    private final Map<String, Long> delays = new ConcurrentHashMap<>();
    private volatile boolean spoilsTokens;
    private volatile @Nullable String cut;

    HttpProxy(int service) throws IOException {
        this.service = service;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    String address() {
        return "http://localhost:" + socket.getLocalPort();
    }

    /** The next answers to {@code POST /place-order} never arrive, although the service gave them. */
    void loseAnswers(int count) {
        answersToLose.set(count);
    }

    /** Answers to this path take this much longer. */
    void delayAnswers(String path, long milliseconds) {
        delays.put(path, milliseconds);
    }

    /** From now on no token is good: the service answers 401 by itself. */
    void spoilTokens(boolean spoil) {
        spoilsTokens = spoil;
    }

    /** Requests to this path find the line cut, before the service sees them. */
    void cut(String path) {
        cut = path;
    }

    /** The heads and bodies of all {@code POST /place-order} so far. */
    List<String> orders() {
        return List.copyOf(orders);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket browser = socket.accept();
                threads.execute(() -> carry(browser));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void carry(Socket browser) {
        try (browser;
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), service)) {
            String request = readRequest(browser.getInputStream());
            if (request.isEmpty() || (cut != null && request.contains(" " + cut + " "))) {
                return;
            }
            boolean order = request.startsWith("POST /place-order ");
            if (order) {
                orders.add(request);
            }
            upstream.getOutputStream().write(altered(request).getBytes(StandardCharsets.ISO_8859_1));
            byte[] answer = upstream.getInputStream().readAllBytes();
            Thread.sleep(delays.getOrDefault(request.split(" ", 3)[1], 0L));
            boolean lost = order && answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            if (!lost) {
                browser.getOutputStream().write(answer);
            }
        } catch (IOException e) {
            // a browser that goes away, or a service that does: the other side sees its connection end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String altered(String request) {
        String once = request.replaceFirst("(?i)\r\nConnection: [^\r]*", "\r\nConnection: close");
        return spoilsTokens ? once.replaceFirst("(?i)\r\nAuthorization: Bearer ", "$0spoilt") : once;
    }

    /** One whole request, its bytes as characters. */
    private static String readRequest(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int end = -1;
        int length = 0;
        while (end < 0 || bytes.size() < end + length) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            bytes.write(next);
            if (end < 0
                    && next == '\n'
                    && bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                end = bytes.size();
                length = contentLength(bytes.toString(StandardCharsets.ISO_8859_1));
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
