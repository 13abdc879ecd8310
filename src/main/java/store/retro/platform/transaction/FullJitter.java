package store.retro.platform.transaction;

import java.util.concurrent.ThreadLocalRandom;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Waits drawn evenly from zero to a bound that grows. Spring's own back-offs never go below their base delay, so that
 * contenders stay in step.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
final class FullJitter implements BackOff {

    private final TransactionProperties.BackOff properties;

    @Override
    public BackOffExecution start() {
        return new BackOffExecution() {
            private double bound = properties.initial().toMillis();

            @Override
            public long nextBackOff() {
                long wait = (long) (ThreadLocalRandom.current().nextDouble() * bound);
                bound = Math.min(
                        bound * properties.multiplier(), properties.max().toMillis());
                return wait;
            }
        };
    }
}
