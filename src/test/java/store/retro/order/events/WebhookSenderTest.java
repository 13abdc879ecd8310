package store.retro.order.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import store.retro.fixture.RawReceiver;
import store.retro.order.events.WebhookSender.UndeliveredException;
import tools.jackson.databind.json.JsonMapper;

/** A receiver that does whatever a receiver can do. */
@Timeout(20)
class WebhookSenderTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";

    private final RawReceiver receiver = new RawReceiver();
    private final WebhookSender sender = new WebhookSender(
            new EventProperties(
                    new EventProperties.Webhook(URI.create(receiver.url()), "whsec_" + "c2VjcmV0".repeat(4), TIMEOUT),
                    20),
            new JsonMapper(),
            Clock.systemUTC());

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void takesAnAnswerThatHasEndedForAnAcknowledgement() {
        receiver.answers(out -> write(out, NO_CONTENT));

        assertThatCode(this::deliver).doesNotThrowAnyException();
    }

    @Test
    void speaksPlainHttp11AndKeepsItsConnection() {
        receiver.answers(out -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        deliver();
        deliver();

        List<String> requests = receiver.requests();
        assertThat(requests)
                .hasSize(2)
                .allSatisfy(request -> assertThat(request)
                        .startsWith("POST /events HTTP/1.1")
                        .containsIgnoringCase("content-length:")
                        .doesNotContainIgnoringCase("upgrade")
                        .doesNotContainIgnoringCase("http2"));
        assertThat(receiver.connections()).isEqualTo(1);
    }

    @Test
    void waitsNoLongerForAnAnswerThatNeverBegins() {
        receiver.answers(out -> sleep(Duration.ofMinutes(1)));

        assertThatFailsInTime("did not answer: HttpTimeoutException");
    }

    @Test
    void waitsNoLongerForAnAnswerThatNeverEnds() {
        receiver.answers(out -> {
            write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            sleep(Duration.ofMinutes(1));
        });

        assertThatFailsInTime("answered 200, and did not end its answer");
    }

    @Test
    void waitsNoLongerForAnAnswerThatComesByDrops() {
        receiver.answers(out -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            for (int i = 0; i < 1000; i++) {
                write(out, ".");
                sleep(Duration.ofMillis(300));
            }
        });

        assertThatFailsInTime("answered 200, and did not end its answer");
    }

    @Test
    void readsNoMoreThanTheBeginningOfALongAnswer() {
        AtomicLong written = new AtomicLong();
        receiver.answers(out -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
            for (byte[] some = new byte[100_000]; written.get() < 100_000_000; written.addAndGet(some.length)) {
                out.write(some);
            }
        });

        assertThatCode(this::deliver).doesNotThrowAnyException();

        receiver.awaitHangUp();
        assertThat(written.get()).isLessThan(50_000_000);
    }

    @Test
    void followsNobodyElsewhere() {
        receiver.answers(out ->
                write(out, "HTTP/1.1 302 Found\r\nLocation: " + receiver.url() + "/2\r\nContent-Length: 0\r\n\r\n"));

        assertThatThrownBy(this::deliver).hasMessage("the receiver answered 302");
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void hearsOfAReceiverThatHangsUp() {
        receiver.answers(OutputStream::close);

        assertThatThrownBy(this::deliver).isInstanceOf(UndeliveredException.class);
    }

    private void assertThatFailsInTime(String message) {
        Instant begin = Instant.now();
        assertThatThrownBy(this::deliver)
                .isInstanceOf(UndeliveredException.class)
                .hasMessageContaining(message);
        assertThat(Duration.between(begin, Instant.now())).isBetween(TIMEOUT.dividedBy(2), TIMEOUT.multipliedBy(4));
    }

    private void deliver() {
        sender.deliver(new OrderEvent("evt_1_placed", "order.placed", Instant.EPOCH, mock()));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
