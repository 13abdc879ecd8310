package store.retro.platform.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import com.mongodb.MongoException;
import com.mongodb.ReadConcernLevel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.transaction.TransactionProperties.BackOff;

class TransactionRetryTest {

    private final DatabaseLoad load = mock(DatabaseLoad.class);
    private final TransactionRetry retry = retry(new BackOff(Duration.ofMillis(1), 1.5, Duration.ofMillis(5)));

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void runsTheBodyAgainWhileNothingOfItRemains() {
        retry.run(
                counter -> {
                    if (counter.incrementAndGet() < 4) {
                        throw aborted();
                    }
                },
                runs);

        assertThat(runs).hasValue(4);
    }

    @Test
    void waitsAboutAsLongAsATransactionTakes() {
        TransactionRetry measuring = retry(new BackOff(Duration.ofMillis(1), 1, Duration.ofMillis(500)));
        for (int i = 0; i < 30; i++) {
            measuring.run(unused -> pause(), runs);
        }
        long start = System.nanoTime();

        measuring.run(
                counter -> {
                    if (counter.incrementAndGet() <= 20) {
                        throw aborted();
                    }
                },
                runs);

        assertThat(System.nanoTime() - start)
                .as("twenty waits of five milliseconds each, in the mean")
                .isGreaterThan(40_000_000L);
    }

    @Test
    void boundsItsFirstWaitByTheLengthOfATransaction() {
        BackOff backOff = new BackOff(Duration.ofMillis(5), 1.5, Duration.ofMillis(500));

        assertThat(longestFirstWait(backOff, Duration.ofMillis(2))).isBetween(3L, 5L);
        assertThat(longestFirstWait(backOff, Duration.ofMillis(100))).isBetween(80L, 100L);
        assertThat(longestFirstWait(backOff, Duration.ofSeconds(10))).isBetween(400L, 500L);
    }

    private static long longestFirstWait(BackOff backOff, Duration length) {
        return LongStream.generate(() -> backOff.jittered(length).after(1).toMillis())
                .limit(1000)
                .max()
                .orElseThrow();
    }

    @Test
    void saysOfEachAttemptWhetherTheDatabaseHasShedIt() {
        MongoException overload = new MongoException(462, "too much to do");
        overload.addLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
        retry.run(
                counter -> {
                    if (counter.incrementAndGet() < 3) {
                        throw overload;
                    }
                },
                runs);

        verify(load, times(2)).shed();
        verify(load).taken();
    }

    @Test
    void doesNotRunTheBodyAgainAfterAnyOtherFailure() {
        assertThatIllegalStateException()
                .isThrownBy(() -> retry.run(
                        counter -> {
                            counter.incrementAndGet();
                            throw new IllegalStateException("a defect");
                        },
                        runs))
                .withMessage("a defect");
        assertThat(runs).hasValue(1);
    }

    @Test
    void givesUpInTimeWithTheLastFailure() {
        long start = System.nanoTime();
        try (Deadline.Scope scope = Deadline.open(Duration.ofMillis(200))) {
            assertThatExceptionOfType(MongoException.class)
                    .isThrownBy(() -> retry.run(
                            unused -> {
                                throw aborted();
                            },
                            runs));
        }
        assertThat(System.nanoTime() - start).isBetween(100_000_000L, 1_000_000_000L);
    }

    @Test
    void sendsTheCommitAgainWhileItsFateIsOpen() {
        retry.commit(() -> {
            if (runs.incrementAndGet() < 3) {
                throw new MongoException(79, "no label, and it may have happened");
            }
        });

        assertThat(runs).hasValue(3);
    }

    @Test
    void endsTheCommitWhenTheServerSaysThatItNeverHappened() {
        assertThatExceptionOfType(MongoException.class)
                .isThrownBy(() -> retry.commit(() -> {
                    runs.incrementAndGet();
                    throw aborted();
                }))
                .matches(TransactionErrors::isTransient);
        assertThat(runs).hasValue(1);
    }

    @Test
    void saysSoWhenTheFateOfTheCommitStaysOpen() {
        try (Deadline.Scope scope = Deadline.open(Duration.ofMillis(100))) {
            assertThatExceptionOfType(UnknownCommitException.class)
                    .isThrownBy(() -> retry.commit(() -> {
                        throw new MongoException(91, "shutting down");
                    }));
        }
    }

    private TransactionRetry retry(BackOff backOff) {
        return new TransactionRetry(
                new TransactionProperties(ReadConcernLevel.SNAPSHOT, "primary", Duration.ofSeconds(2), backOff), load);
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MongoException aborted() {
        MongoException conflict = new MongoException(112, "write conflict");
        conflict.addLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
        return conflict;
    }
}
