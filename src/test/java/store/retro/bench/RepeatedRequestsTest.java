package store.retro.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import store.retro.fixture.Answer;

class RepeatedRequestsTest {

    private final RepeatedRequests requests = new RepeatedRequests(3, Duration.ofMillis(1));

    @Test
    void repeatsWhatABusyServiceRefuses() {
        assertThat(requests.until(201, answers(503, 503, 201)).status()).isEqualTo(201);
        assertThat(requests.repeated()).isEqualTo(2);
    }

    @Test
    void givesUpAtTheLastAttempt() {
        assertThatThrownBy(() -> requests.until(201, answers(503, 503, 503, 201)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("503 instead of 201");
    }

    @Test
    void repeatsNoOtherRefusal() {
        assertThatThrownBy(() -> requests.until(201, answers(409, 201)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("409 instead of 201");
    }

    private static Supplier<Answer> answers(Integer... statuses) {
        Iterator<Answer> answers = Stream.of(statuses)
                .map(status -> new Answer(status, HttpHeaders.of(Map.<String, List<String>>of(), (a, b) -> true), ""))
                .iterator();
        return answers::next;
    }
}
