package store.retro.development.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventsTest {

    private final Events events = new Events();

    @Test
    void givesThoseThatWereNotSeenYet() throws InterruptedException {
        events.add("one", Map.of());
        events.add("two", Map.of());

        assertThat(events.after(1, 0))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("n", 2L).containsEntry("type", "two"));
        assertThat(events.after(2, 10)).isEmpty();
    }

    @Test
    void whoWaitsIsToldAtOnce() throws Exception {
        CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> await(10_000));

        events.add("one", Map.of());

        assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void nobodyWaitsForWhatHasEnded() {
        events.end();

        assertThat(await(10_000)).isZero();
    }

    @Test
    void keepsTheLastFewThousand() throws InterruptedException {
        for (int i = 0; i < 5001; i++) {
            events.add("one", Map.of());
        }

        assertThat(events.after(0, 0)).hasSize(5000);
        assertThat(events.last()).isEqualTo(5001);
    }

    private int await(long millis) {
        try {
            return events.after(0, millis).size();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
