package store.retro.platform.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;
import store.retro.platform.deadline.Deadline;

class WarmUpRunnerTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final AtomicInteger passes = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void release() {
        released.countDown();
    }

    @Test
    void goesTheWayAsOftenAsIsSet() {
        run(runner(passes::incrementAndGet, 7, LONG));

        assertThat(passes).hasValue(7);
    }

    @Test
    void goesNowhereWhereNoPassIsAskedFor() {
        run(runner(passes::incrementAndGet, 0, LONG));

        assertThat(passes).hasValue(0);
    }

    @Test
    void endsWithThePassThatFailsAndKeepsItToItself() {
        run(runner(
                () -> {
                    passes.incrementAndGet();
                    throw new IllegalStateException("no database");
                },
                100,
                LONG));

        assertThat(passes).hasValueBetween(1, 2);
    }

    @Test
    void keepsNobodyWaitingForAPassThatHangs() {
        long start = System.nanoTime();

        run(runner(this::hang, 100, Duration.ofMillis(100)));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
        release();
        assertThat(passes).hasValueBetween(1, 2);
    }

    @Test
    void givesEachPassADeadline() {
        run(runner(() -> passes.set((int) Deadline.remainingOrFail().toMillis()), 1, LONG));

        assertThat(passes).hasValueBetween(1, 4_000);
    }

    @Test
    void aStopWaitsForThePassesUnderWayAndLetsNoOtherBegin() throws InterruptedException {
        WarmUpRunner runner = runner(this::hang, 100, LONG);
        Thread start = new Thread(() -> run(runner));
        start.start();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        Thread stop =
                new Thread(() -> runner.onApplicationEvent(new ContextClosedEvent(new StaticApplicationContext())));
        stop.start();

        Awaitility.await().until(() -> stop.getState() == Thread.State.TIMED_WAITING);
        release();

        stop.join();
        start.join();
        assertThat(passes).hasValueBetween(1, 2);
    }

    private static WarmUpRunner runner(WarmUp way, int passes, Duration atMost) {
        return new WarmUpRunner(
                new StaticListableBeanFactory(Map.of("way", way)).getBeanProvider(WarmUp.class),
                new WarmUpProperties(passes, atMost));
    }

    private static void run(WarmUpRunner runner) {
        runner.run(new DefaultApplicationArguments());
    }

    private void hang() {
        passes.incrementAndGet();
        begun.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
