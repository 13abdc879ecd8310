package store.retro.platform.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import store.retro.platform.transaction.SideWork;

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
    private final BackgroundJobRunner worker = new BackgroundJobRunner(List.of(work), PROPERTIES, meters);

    @AfterEach
    void stop() {
        if (worker.isRunning()) {
            worker.stop();
        }
    }

    @Test
    void showsWhatIsStuck() throws InterruptedException {
        work.stuck.set(3);
        worker.start();
        work.awaitCounts();

        assertThat(shown()).isEqualTo(3);
    }

    @Test
    void showsWhatIsStuckAfterItWasStoppedAndStartedAgain() throws InterruptedException {
        worker.start();
        work.awaitCounts();
        worker.stop();
        work.stuck.set(5);
        worker.start();
        work.awaitCounts();

        assertThat(shown()).isEqualTo(5);
    }

    @Test
    void goesOnShowingWhatItLastKnewWhileItCannotCount() throws InterruptedException {
        work.stuck.set(2);
        worker.start();
        work.awaitCounts();
        work.fault = () -> {
            throw new IllegalStateException("the count fails");
        };
        work.awaitCounts();

        assertThat(shown()).isEqualTo(2);
    }

    @Test
    void goesOnAfterAnError() throws InterruptedException {
        work.fault = () -> {
            throw new StackOverflowError("the count fails");
        };
        worker.start();
        work.awaitCounts();
        work.fault = Work.NONE;
        work.stuck.set(4);
        work.awaitCounts();

        assertThat(shown()).isEqualTo(4);
    }

    @Test
    void leavesTransactionsTheirConnections() throws InterruptedException {
        AtomicBoolean aside = new AtomicBoolean();
        work.fault = () -> aside.set(SideWork.isUnderWay());
        worker.start();
        work.awaitCounts();

        assertThat(aside).isTrue();
    }

    private double shown() {
        return meters.get("store.settlement.stuck").tag("work", "test").gauge().value();
    }

    /** Nothing is ever due; how much is stuck, the test says. */
    private static final class Work implements BackgroundJob {

        private static final Runnable NONE = () -> {};

        private final AtomicLong stuck = new AtomicLong();
        private volatile CountDownLatch counts = new CountDownLatch(0);
        private volatile Runnable fault = NONE;

        /** The second of two counts begins when the first has been shown. */
        void awaitCounts() throws InterruptedException {
            CountDownLatch two = new CountDownLatch(2);
            counts = two;
            assertThat(two.await(10, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public boolean doNext() {
            return false;
        }

        @Override
        public long stuck() {
            counts.countDown();
            fault.run();
            return stuck.get();
        }
    }
}
