package store.retro.platform.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.backoff.BackOffExecution;

class FullJitterTest {

    private final FullJitter jitter =
            new FullJitter(new TransactionProperties.BackOff(Duration.ofMillis(5), 1.5, Duration.ofMillis(500)));

    @Test
    void staysBelowItsInitialBoundAtFirst() {
        LongStream first =
                LongStream.generate(() -> jitter.start().nextBackOff()).limit(1000);

        assertThat(first.summaryStatistics())
                .returns(0L, LongSummaryStatistics::getMin)
                .returns(4L, LongSummaryStatistics::getMax);
    }

    @Test
    void growsButNeverBeyondItsMaximum() {
        BackOffExecution execution = jitter.start();

        LongSummaryStatistics waits =
                LongStream.generate(execution::nextBackOff).limit(1000).summaryStatistics();

        assertThat(waits.getMax()).isBetween(400L, 499L);
        assertThat(waits.getAverage()).isBetween(200.0, 300.0);
    }
}
