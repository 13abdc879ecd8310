package store.retro.platform.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class DeadlineSocketsTest {

    private final ExecutorService peer = Executors.newSingleThreadExecutor();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        peer.shutdownNow();
    }

    @Test
    void readsUntilTheDeadlineWhateverKeepsComing() throws IOException {
        peer.execute(this::drip);
        try (Deadline.Scope scope = Deadline.open(Duration.ofMillis(300));
                Socket socket = socket()) {
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> socket.getInputStream().readAllBytes());
        }
    }

    @Test
    void keepsAShorterTimeoutOfItsOwn() throws IOException {
        try (Deadline.Scope scope = Deadline.open(Duration.ofMinutes(1));
                Socket socket = socket()) {
            socket.setSoTimeout(100);
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> socket.getInputStream().read());
        }
    }

    @Test
    void connectsToNobodyOnceTheTimeIsOver() {
        try (Deadline.Scope scope = Deadline.open(Duration.ZERO)) {
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(this::socket);
        }
    }

    @Test
    void readsWhatComesInTime() throws IOException {
        peer.execute(this::drip);
        try (Deadline.Scope scope = Deadline.open(Duration.ofSeconds(9));
                Socket socket = socket()) {
            assertThat(socket.getInputStream().read()).isEqualTo('.');
        }
    }

    private Socket socket() throws IOException {
        return new DeadlineSockets().createSocket(server.getInetAddress(), server.getLocalPort());
    }

    private void drip() {
        try (Socket client = server.accept()) {
            while (true) {
                client.getOutputStream().write('.');
                Thread.sleep(20);
            }
        } catch (IOException | InterruptedException e) {
            // nobody reads any more
        }
    }
}
