package store.retro.platform.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.backoff.BackOffExecution;

class JitteredBackOffTest {

    private final JitteredBackOff full = JitteredBackOff.full(Duration.ofMillis(5), 1.5, Duration.ofMillis(500));
    private final JitteredBackOff equal = JitteredBackOff.equal(Duration.ofMillis(100), 2, Duration.ofMillis(500));

    @Test
    void staysBelowItsInitialBoundAtFirst() {
        LongStream first = LongStream.generate(() -> full.start().nextBackOff()).limit(1000);

        assertThat(first.summaryStatistics())
                .returns(0L, LongSummaryStatistics::getMin)
                .returns(4L, LongSummaryStatistics::getMax);
    }

    @Test
    void growsButNeverBeyondItsMaximum() {
        BackOffExecution execution = full.start();

        LongSummaryStatistics waits =
                LongStream.generate(execution::nextBackOff).limit(1000).summaryStatistics();

        assertThat(waits.getMax()).isBetween(400L, 499L);
        assertThat(waits.getAverage()).isBetween(200.0, 300.0);
    }

    @Test
    void waitsForHalfOfItsBoundAtLeastWhenEqual() {
        assertThat(after(1)).returns(50L, LongSummaryStatistics::getMin).returns(99L, LongSummaryStatistics::getMax);
        assertThat(after(3).getMin()).isBetween(200L, 220L);
        assertThat(after(3).getMax()).isBetween(380L, 399L);
        assertThat(after(Integer.MAX_VALUE).getMax()).isBetween(480L, 499L);
    }

    private LongSummaryStatistics after(int attempts) {
        return LongStream.generate(() -> equal.after(attempts).toMillis())
                .limit(2000)
                .summaryStatistics();
    }
}
