package store.retro.platform.deadline;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Waits that are drawn evenly below a bound, {@code initial × multiplierⁿ} and at most {@code max}. Spring's own
 * back-offs never go below their base delay, so that contenders stay in step.
 */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public final class JitteredBackOff implements BackOff {

    /** The least wait, as a share of its bound. */
    private final double least;

    private final Duration initial;
    private final double multiplier;
    private final Duration max;

    /** Full jitter: a wait is anything from zero to its bound. */
    public static JitteredBackOff full(Duration initial, double multiplier, Duration max) {
        return new JitteredBackOff(0, initial, multiplier, max);
    }

    /** Equal jitter: a wait is at least half of its bound. */
    public static JitteredBackOff equal(Duration initial, double multiplier, Duration max) {
        return new JitteredBackOff(0.5, initial, multiplier, max);
    }

    /** The wait after so many attempts, the first being 1. */
    public Duration after(int attempts) {
        double growth = Math.pow(multiplier, Math.max(0, attempts - 1));
        double bound = Math.min(initial.toMillis() * growth, max.toMillis());
        return Duration.ofMillis((long) (bound * ThreadLocalRandom.current().nextDouble(least, 1)));
    }

    @Override
    public BackOffExecution start() {
        AtomicInteger attempts = new AtomicInteger();
        return () -> after(attempts.incrementAndGet()).toMillis();
    }
}
