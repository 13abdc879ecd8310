package store.retro.platform.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkMetricsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final WaitingWork waiting = mock();
    private final Clock clock = mock();

    @BeforeEach
    void register() {
        BackgroundJob job = mock();
        when(job.name()).thenReturn("test");
        when(job.waiting()).thenReturn(waiting);
        when(clock.instant()).thenReturn(START);
        new WorkMetrics(List.of(job), clock, meters);
    }

    @Test
    void showsHowMuchIsStuck() {
        when(waiting.countStuck()).thenReturn(3L);

        assertThat(shown("store.settlement.stuck")).isEqualTo(3);
    }

    @Test
    void showsForHowLongTheOldestIsDue() {
        when(waiting.oldestDue()).thenReturn(Optional.of(START.minus(Duration.ofMinutes(2))));

        assertThat(shown("store.work.overdue")).isEqualTo(120);
        when(waiting.oldestDue()).thenReturn(Optional.empty());
        assertThat(shown("store.work.overdue")).isZero();
    }

    @Test
    void goesOnShowingWhatItLastKnewWhileItCannotCount() {
        when(waiting.countStuck()).thenReturn(2L);
        when(waiting.oldestDue()).thenReturn(Optional.of(START));
        shown("store.settlement.stuck");
        shown("store.work.overdue");
        when(waiting.countStuck()).thenThrow(new IllegalStateException("for the test"));
        when(waiting.oldestDue()).thenThrow(new IllegalStateException("for the test"));
        when(clock.instant()).thenReturn(START.plusSeconds(60));

        assertThat(shown("store.settlement.stuck")).isEqualTo(2);
        assertThat(shown("store.work.overdue")).isEqualTo(60);
    }

    private double shown(String gauge) {
        return meters.get(gauge).tag("work", "test").gauge().value();
    }
}
