package store.retro.platform.background;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import store.retro.platform.deadline.Deadline;

/**
 * Does what is due, in threads that know nothing of each other, and keeps count of what is stuck: the gauge {@code
 * store.settlement.stuck}. It stops before the web server does; what it leaves is due again when its lease ends.
 */
@Slf4j
class BackgroundJobRunner implements SmartLifecycle {

    private final List<BackgroundJob> works;
    private final BackgroundProperties properties;
    private final Map<BackgroundJob, AtomicLong> stuck = new HashMap<>();
    private @Nullable ScheduledExecutorService threads;

    BackgroundJobRunner(List<BackgroundJob> works, BackgroundProperties properties, MeterRegistry meters) {
        this.works = works;
        this.properties = properties;
        works.forEach(work -> stuck.put(work, gauge(work, meters)));
    }

    @Override
    public synchronized void start() {
        if (works.isEmpty()) {
            return;
        }
        ScheduledExecutorService started = Executors.newScheduledThreadPool(works.size() * (properties.threads() + 1));
        threads = started;
        for (BackgroundJob work : works) {
            for (int i = 0; i < properties.threads(); i++) {
                schedule(started, () -> drain(work));
            }
            schedule(started, () -> guarded(work, work::stuck).ifPresent(stuck.get(work)::set));
        }
    }

    private void schedule(ScheduledExecutorService started, Runnable job) {
        long every = Math.max(1, properties.every().toMillis());
        started.scheduleWithFixedDelay(job, ThreadLocalRandom.current().nextLong(every), every, TimeUnit.MILLISECONDS);
    }

    private static AtomicLong gauge(BackgroundJob work, MeterRegistry meters) {
        AtomicLong stuck = new AtomicLong();
        Gauge.builder("store.settlement.stuck", stuck, AtomicLong::get)
                .description("what was tried too often in vain, and is tried on")
                .tag("work", work.name())
                .register(meters);
        return stuck;
    }

    private void drain(BackgroundJob work) {
        while (isRunning() && guarded(work, work::doNext).orElse(false)) {
            log.debug("{}: one done", work.name());
        }
    }

    /** Whatever goes wrong, the next turn comes. */
    private <R> Optional<R> guarded(BackgroundJob work, Supplier<R> step) {
        try (Deadline.Scope scope = Deadline.open(limit())) {
            return Optional.of(step.get());
        } catch (RuntimeException e) {
            if (isRunning()) {
                log.warn(
                        "{} waits for its next turn: {}",
                        work.name(),
                        e.getClass().getSimpleName());
                log.debug("{}", work.name(), e);
            }
            return Optional.empty();
        }
    }

    /** A step ends well before its lease does, so that nobody else begins it meanwhile. */
    private Duration limit() {
        return properties.lease().dividedBy(2);
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopping;
        synchronized (this) {
            stopping = Objects.requireNonNull(threads);
            threads = null;
        }
        stopping.shutdown();
        try {
            if (!stopping.awaitTermination(limit().toMillis(), TimeUnit.MILLISECONDS)) {
                stopping.shutdownNow();
            }
        } catch (InterruptedException e) {
            stopping.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return threads != null;
    }
}
