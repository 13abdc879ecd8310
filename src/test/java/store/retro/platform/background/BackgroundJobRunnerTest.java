package store.retro.platform.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import store.retro.platform.transaction.SideWork;

/** What a worker survives, which is everything but the store's end. */
class BackgroundJobRunnerTest {

    private static final BackgroundProperties PROPERTIES = new BackgroundProperties(
            true,
            Duration.ofMillis(20),
            1,
            16,
            Duration.ofSeconds(10),
            10,
            new BackgroundProperties.BackOff(Duration.ofMillis(1), 2, Duration.ofMillis(1)));

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Work work = new Work();
    private final BackgroundJobRunner runner = new BackgroundJobRunner(List.of(work), PROPERTIES, meters);

    @AfterEach
    void stop() {
        if (runner.isRunning()) {
            runner.stop();
        }
    }

    /** By names, for a report would ask what cannot be told. */
    static Stream<Named<Throwable>> failures() {
        return Stream.of(
                Named.of("an exception", new IllegalStateException("for the test")),
                Named.of("no memory", new OutOfMemoryError("for the test")),
                Named.of("no stack", new StackOverflowError("for the test")),
                Named.of("no class", new NoClassDefFoundError("for the test")),
                Named.of("an error that cannot be told", new Untellable()));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void goesOnAfterWhateverEndsAStep(Throwable failure) throws InterruptedException {
        work.failure = failure;
        runner.start();
        work.awaitTurns();
        work.failure = null;

        work.awaitTurns();

        Counter failures = meters.get("store.work.failures").tag("work", "test").counter();
        assertThat(failures.count()).isPositive();
    }

    @Test
    void goesOnAfterAnInterruptThatIsNotItsEnd() throws InterruptedException {
        work.interrupts = true;
        runner.start();

        work.awaitTurns();
        work.awaitTurns();
    }

    @Test
    void waitsLongerAfterEachError() throws InterruptedException {
        work.failure = new OutOfMemoryError("for the test");
        runner.start();
        work.awaitTurns();

        Thread.sleep(1_000);

        // 40, 80, 160, 320 and 640 ms at most, and half as much at least
        assertThat(meters.get("store.work.failures").counter().count()).isBetween(3.0, 9.0);
    }

    @Test
    void worksOnAfterItWasStoppedAndStartedAgain() throws InterruptedException {
        runner.start();
        work.awaitTurns();
        runner.stop();

        runner.start();
        work.awaitTurns();
    }

    @Test
    void endsWhenItIsStopped() {
        runner.start();
        runner.stop();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("background-") && thread.isAlive());
    }

    @Test
    void leavesTransactionsTheirConnections() throws InterruptedException {
        runner.start();
        work.awaitTurns();

        assertThat(work.aside).isTrue();
    }

    /** As there may be no memory to tell of an error. */
    private static final class Untellable extends Error {

        @Override
        public String getMessage() {
            throw new OutOfMemoryError("while telling of it");
        }
    }

    /** Nothing is ever due. */
    private static final class Work implements BackgroundJob {

        private final AtomicBoolean aside = new AtomicBoolean();
        private volatile CountDownLatch turns = new CountDownLatch(0);
        private volatile Throwable failure;
        private volatile boolean interrupts;

        /** The second of two begins when all is done that follows the first. */
        void awaitTurns() throws InterruptedException {
            CountDownLatch two = new CountDownLatch(2);
            turns = two;
            assertThat(two.await(10, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public String kind() {
            return "tests";
        }

        @Override
        public boolean doNext() {
            turns.countDown();
            aside.set(SideWork.isUnderWay());
            if (interrupts) {
                Thread.currentThread().interrupt();
            }
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure != null) {
                throw (RuntimeException) failure;
            }
            return false;
        }

        @Override
        public WaitingWork waiting() {
            return mock();
        }
    }
}
