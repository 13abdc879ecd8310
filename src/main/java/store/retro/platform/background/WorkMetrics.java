package store.retro.platform.background;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.transaction.SideWork;

/**
 * Shows how much work is stuck, and for how long the oldest is due that nobody has taken up, whether or not this
 * instance does any. Each is counted when it is looked at; while it cannot be, what was known last stands.
 */
@Slf4j
@Component
class WorkMetrics {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Clock clock;

    WorkMetrics(List<BackgroundJob> jobs, Clock clock, MeterRegistry meters) {
        this.clock = clock;
        jobs.forEach(job -> {
            Supplier<Long> stuck = lastKnown(job, job.waiting()::countStuck, 0L);
            Gauge.builder("store.settlement.stuck", stuck::get)
                    .description("what was tried too often in vain, or not at all, and still waits")
                    .tag("work", job.name())
                    .register(meters);
            Supplier<Instant> due =
                    lastKnown(job, () -> job.waiting().oldestDue().orElse(Instant.MAX), Instant.MAX);
            Gauge.builder("store.work.overdue", () -> age(due.get()))
                    .description("for how long the oldest work is due that nobody has taken up")
                    .baseUnit("seconds")
                    .tag("work", job.name())
                    .register(meters);
        });
    }

    private double age(Instant due) {
        Instant now = clock.instant();
        return due.isAfter(now) ? 0 : Duration.between(due, now).toMillis() / 1000.0;
    }

    private static <V> Supplier<V> lastKnown(BackgroundJob job, Supplier<V> asked, V first) {
        AtomicReference<V> known = new AtomicReference<>(first);
        return () -> {
            try (Deadline.Scope scope = Deadline.open(PATIENCE);
                    SideWork.Scope side = SideWork.open()) {
                known.set(asked.get());
            } catch (RuntimeException e) {
                log.debug("{} cannot be counted", job.name(), e);
            }
            return known.get();
        };
    }
}
