package store.retro.platform.startup;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lombok.extern.slf4j.Slf4j;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.stereotype.Component;
import store.retro.platform.deadline.Deadline;

/**
 * Lets readiness, which comes after the runners, wait for the warm-up, though not for long. It ends at the first pass
 * that fails: an instance that is not warm is slow at first, and nothing worse. A stop waits for the passes under way,
 * so that they end their transactions while there still is a connection.
 */
@Slf4j
@Component
@ConditionalOnWebApplication
class WarmUpRunner implements ApplicationRunner, ApplicationListener<ContextClosedEvent> {

    private static final Duration LIMIT_OF_A_PASS = Duration.ofSeconds(4);
    private static final int AT_ONCE = 2;

    private final List<WarmUp> ways;
    private final AtomicInteger passesLeft;
    private final Duration atMost;
    private volatile List<Thread> threads = List.of();

    WarmUpRunner(ObjectProvider<WarmUp> ways, WarmUpProperties properties) {
        this.ways = ways.orderedStream().toList();
        this.passesLeft = new AtomicInteger(properties.passes());
        this.atMost = properties.atMost();
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (passesLeft.get() > 0 && !ways.isEmpty()) {
            threads = IntStream.range(0, AT_ONCE)
                    .mapToObj(number -> new Thread(this::passAll, "warm-up-" + number))
                    .toList();
            threads.forEach(thread -> {
                thread.setDaemon(true);
                thread.start();
            });
            await(atMost);
        }
    }

    private void passAll() {
        while (passesLeft.getAndDecrement() > 0) {
            try (Deadline.Scope scope = Deadline.open(LIMIT_OF_A_PASS)) {
                ways.forEach(WarmUp::pass);
            } catch (RuntimeException e) {
                if (passesLeft.getAndSet(0) > 0) {
                    log.info("the warm-up has ended early: {}", e.getClass().getSimpleName());
                    log.debug("the warm-up", e);
                }
            }
        }
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent closed) {
        passesLeft.set(0);
        await(LIMIT_OF_A_PASS);
    }

    /** Waits for the threads so long; they begin no other pass then. */
    private void await(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            for (Thread thread : threads) {
                TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            passesLeft.set(0);
        }
    }
}
