package store.retro.platform.background;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.transaction.ForbiddenDocument;
import store.retro.platform.transaction.SideWork;

/**
 * Does what is due, in threads that know nothing of each other, and keeps count of what is stuck: the gauge {@code
 * store.settlement.stuck}. It stops before the web server does; what it leaves is due again when its lease ends.
 */
@Slf4j
@Component
@ConditionalOnBooleanProperty(name = "store.background.enabled", matchIfMissing = true)
class BackgroundJobRunner implements SmartLifecycle {

    private final BackgroundProperties properties;
    private final Map<BackgroundJob, AtomicLong> stuck = new HashMap<>();
    private volatile @Nullable ThreadPoolTaskScheduler threads;

    BackgroundJobRunner(List<BackgroundJob> jobs, BackgroundProperties properties, MeterRegistry meters) {
        this.properties = properties;
        jobs.forEach(job -> stuck.put(job, gauge(job, meters)));
    }

    private static AtomicLong gauge(BackgroundJob job, MeterRegistry meters) {
        AtomicLong stuck = new AtomicLong();
        Gauge.builder("store.settlement.stuck", stuck, AtomicLong::get)
                .description("what was tried too often in vain, and is tried on")
                .tag("work", job.name())
                .register(meters);
        return stuck;
    }

    @Override
    public void start() {
        if (stuck.isEmpty()) {
            return;
        }
        ThreadPoolTaskScheduler started = new ThreadPoolTaskScheduler();
        started.setThreadNamePrefix("background-");
        started.setPoolSize(stuck.size() * (properties.threads() + 1));
        started.setWaitForTasksToCompleteOnShutdown(true);
        started.setAwaitTerminationMillis(limit().toMillis());
        started.initialize();
        threads = started;
        stuck.forEach((job, count) -> {
            for (int i = 0; i < properties.threads(); i++) {
                schedule(started, () -> drain(job));
            }
            schedule(started, () -> guarded(job, job::stuck).ifPresent(count::set));
        });
    }

    /** From a random moment on, so that neither threads nor instances stay in step. */
    private void schedule(ThreadPoolTaskScheduler started, Runnable step) {
        long every = Math.max(1, properties.every().toMillis());
        Instant first = Instant.now().plusMillis(ThreadLocalRandom.current().nextLong(every));
        started.scheduleWithFixedDelay(step, first, Duration.ofMillis(every));
    }

    private void drain(BackgroundJob job) {
        while (isRunning() && guarded(job, job::doNext).orElse(false)) {
            log.debug("{}: some done", job.name());
        }
    }

    /** Whatever goes wrong, the next turn comes; it does after an error, too, which the scheduler logs. */
    private <R> Optional<R> guarded(BackgroundJob job, Supplier<R> step) {
        try (Deadline.Scope scope = Deadline.open(limit());
                SideWork.Scope side = SideWork.open()) {
            return Optional.of(step.get());
        } catch (RuntimeException e) {
            if (isRunning()) {
                note(job, e);
            }
            return Optional.empty();
        }
    }

    private static void note(BackgroundJob job, RuntimeException e) {
        Optional<String> objection = ForbiddenDocument.objection(e);
        if (objection.isPresent()) {
            log.error("{}: a validator in the database forbids what is to be written: {}", job.name(), objection.get());
        } else {
            log.warn("{} waits for its next turn: {}", job.name(), e.getClass().getSimpleName());
        }
        log.debug("{}", job.name(), e);
    }

    /** A step ends well before its lease does, so that nobody else begins it meanwhile. */
    private Duration limit() {
        return properties.lease().dividedBy(2);
    }

    @Override
    public void stop() {
        ThreadPoolTaskScheduler stopping = Objects.requireNonNull(threads);
        threads = null;
        stopping.shutdown();
        stopping.getScheduledExecutor().shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }
}
