package store.retro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class PatienceTest {

    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration LATE = Duration.ofSeconds(9);

    @Test
    void hasWhatCameInTime() throws Exception {
        assertThat(new Patience(LATE).await(() -> "came")).isEqualTo("came");
    }

    @Test
    void endsWithWhatNeverComes() {
        assertThatThrownBy(() -> new Patience(SOON).await(PatienceTest::never)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void doesNotHideAFailure() {
        assertThatThrownBy(() -> new Patience(LATE).await(() -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("broken");
    }

    @Test
    void saysMeanwhileHowLongItHasWaited() throws Exception {
        CountDownLatch said = new CountDownLatch(2);
        List<Duration> waited = new ArrayList<>();

        new Patience(LATE, SOON, soFar -> {
                    waited.add(soFar);
                    said.countDown();
                })
                .await(() -> {
                    said.await();
                    return true;
                });

        assertThat(waited).hasSizeGreaterThanOrEqualTo(2).isSorted();
    }

    private static Void never() throws InterruptedException {
        new CountDownLatch(1).await();
        throw new AssertionError();
    }
}
