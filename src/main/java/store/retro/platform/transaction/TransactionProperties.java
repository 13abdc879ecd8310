package store.retro.platform.transaction;

import com.mongodb.ReadConcern;
import com.mongodb.ReadConcernLevel;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import store.retro.platform.deadline.JitteredBackOff;

/**
 * How a transaction runs. Its commit is always acknowledged by a majority: no answer is to be taken back by a failover.
 *
 * @param readConcern read concern level of the transaction
 * @param readPreference where the transaction reads; MongoDB allows only primary for one that writes
 * @param maxCommitTime how long one commit may take, and the statements before it together
 * @param backOff the waits between two attempts
 */
@Validated
@ConfigurationProperties("store.transaction")
public record TransactionProperties(
        @NotNull @DefaultValue("snapshot") ReadConcernLevel readConcern,
        @NotNull @DefaultValue("primary") String readPreference,
        @NotNull @DefaultValue("2s") Duration maxCommitTime,
        @Valid @NotNull @DefaultValue BackOff backOff) {

    /**
     * Full jitter: a wait is drawn evenly from zero to {@code initial × multiplierⁿ}, at most {@code max}.
     *
     * @param initial upper bound of the first wait; where transactions take longer, it is as long as they take
     * @param multiplier growth of the upper bound from wait to wait
     * @param max upper bound of any wait
     */
    public record BackOff(
            @NotNull @DefaultValue("5ms") Duration initial,
            @DecimalMin("1.0") @DefaultValue("1.5") double multiplier,
            @NotNull @DefaultValue("500ms") Duration max) {

        /** @param length of a transaction: for so long, whoever has won keeps the others from winning */
        JitteredBackOff jittered(Duration length) {
            return JitteredBackOff.full(length.compareTo(initial) > 0 ? length : initial, multiplier, max);
        }
    }

    TransactionOptions toDriverOptions() {
        return TransactionOptions.builder()
                .readConcern(new ReadConcern(readConcern))
                .writeConcern(WriteConcern.MAJORITY)
                .readPreference(ReadPreference.valueOf(readPreference))
                .maxCommitTime(maxCommitTime.toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }
}
