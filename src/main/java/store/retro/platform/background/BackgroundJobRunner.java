package store.retro.platform.background;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.deadline.JitteredBackOff;
import store.retro.platform.transaction.ForbiddenDocument;
import store.retro.platform.transaction.SideWork;

/**
 * Does what is due, in threads that know nothing of each other; nothing ends one but the end of the store. It stops
 * before the web server does; what it leaves is due again when its lease ends.
 */
@Slf4j
@Component
@ConditionalOnBooleanProperty(name = "store.background.enabled", matchIfMissing = true)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class BackgroundJobRunner implements SmartLifecycle {

    private final List<BackgroundJob> jobs;
    private final BackgroundProperties properties;
    private final MeterRegistry meters;
    private volatile @Nullable Workers workers;

    @Override
    public void start() {
        Workers started = new Workers(
                Executors.newCachedThreadPool(new CustomizableThreadFactory("background-")), new CountDownLatch(1));
        workers = started;
        for (BackgroundJob job : jobs) {
            for (int i = 0; i < properties.threads(); i++) {
                started.threads().execute(() -> work(job, started.end()));
            }
        }
    }

    /**
     * From a random moment on, so that neither threads nor instances stay in step. An {@code Error} of one step is no
     * reason to leave all others undone; it may be back at once, and so is waited for longer each time.
     */
    private void work(BackgroundJob job, CountDownLatch end) {
        JitteredBackOff afterErrors = JitteredBackOff.equal(properties.every(), 2, properties.lease());
        Duration pause = properties
                .every()
                .multipliedBy(ThreadLocalRandom.current().nextInt(100))
                .dividedBy(100);
        int errors = 0;
        while (!isOver(end, pause)) {
            pause = properties.every();
            try {
                while (end.getCount() > 0 && step(job)) {
                    log.debug("{}: some done", job.name());
                }
                errors = 0;
            } catch (Throwable e) {
                if (e instanceof Error) {
                    errors++;
                    pause = afterErrors.after(errors);
                }
                if (end.getCount() > 0) {
                    note(job, e);
                }
            }
        }
    }

    private static boolean isOver(CountDownLatch end, Duration pause) {
        try {
            return end.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // whoever it was meant for: stop() says by the latch that this is the end
            return end.getCount() == 0;
        }
    }

    private boolean step(BackgroundJob job) {
        try (Deadline.Scope scope = Deadline.open(limit());
                SideWork.Scope side = SideWork.open()) {
            return job.doNext();
        }
    }

    private void note(BackgroundJob job, Throwable failure) {
        try {
            meters.counter("store.work.failures", "work", job.name()).increment();
            log(job, failure);
        } catch (Throwable untold) {
            // there may be no memory for telling it; the next turn comes all the same
        }
    }

    private static void log(BackgroundJob job, Throwable failure) {
        Optional<String> objection = ForbiddenDocument.objection(failure);
        if (failure instanceof Error) {
            log.error("{} goes on after an error", job.name(), failure);
        } else if (objection.isPresent()) {
            log.error("{}: a validator in the database forbids what is to be written: {}", job.name(), objection.get());
        } else {
            log.warn(
                    "{} waits for its next turn: {}",
                    job.name(),
                    failure.getClass().getSimpleName());
            log.debug("{}", job.name(), failure);
        }
    }

    /** A step ends well before its lease does, so that nobody else begins it meanwhile. */
    private Duration limit() {
        return properties.lease().dividedBy(2);
    }

    @Override
    public void stop() {
        Workers stopping = Objects.requireNonNull(workers);
        workers = null;
        stopping.end().countDown();
        stopping.threads().shutdown();
        try {
            if (!stopping.threads().awaitTermination(limit().toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("background work has not ended in {}", limit());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopping.threads().shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return workers != null;
    }

    /** @param end reached by whoever stops them */
    private record Workers(ExecutorService threads, CountDownLatch end) {}
}
