package store.retro.platform.transaction;

import com.mongodb.MongoClientException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.deadline.DeadlineExceededException;

/** Failures of the database that say "not now" rather than "not so". */
public final class DatabaseUnavailable {

    /** LockTimeout, Interrupted, WriteConflict, NoSuchTransaction, InterruptedDueToReplStateChange and kin. */
    private static final Set<Integer> PASSING = Set.of(24, 46, 64, 79, 91, 112, 246, 251, 262, 290, 11601, 11602);

    private static final Set<Integer> OVERLOAD = Set.of(462, 463, 473);

    private DatabaseUnavailable() {}

    /**
     * Whether the failure will pass, so that the same work may succeed later. What aborted a transaction with nothing
     * left of it is among these; a commit whose fate is not known may be, too.
     */
    public static boolean is(Throwable failure) {
        return TransactionErrors.causes(failure).anyMatch(DatabaseUnavailable::isPassing);
    }

    /** Whether the database sheds load. */
    static boolean isOverload(Throwable failure) {
        return TransactionErrors.causes(failure)
                .anyMatch(cause -> cause instanceof MongoException e
                        && (OVERLOAD.contains(e.getCode()) || e.hasErrorLabel("SystemOverloadedError")));
    }

    /** What a step gives that may take so long; empty if the database is not available for it in that time. */
    public static <T> Optional<T> orEmpty(Duration limit, Supplier<? extends @Nullable T> step) {
        try (Deadline.Scope scope = Deadline.open(limit)) {
            return Optional.ofNullable(step.get());
        } catch (RuntimeException failure) {
            if (is(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static boolean isPassing(Throwable cause) {
        return cause instanceof DeadlineExceededException
                || TransactionErrors.hasTransientLabel(cause)
                || cause instanceof MongoException e
                        && (e instanceof MongoSocketException
                                || e instanceof MongoClientException
                                || e instanceof MongoInterruptedException
                                || e instanceof MongoExecutionTimeoutException
                                || e instanceof MongoNotPrimaryException
                                || e instanceof MongoNodeIsRecoveringException
                                || PASSING.contains(e.getCode())
                                || e.hasErrorLabel("RetryableWriteError")
                                || isOverload(e));
    }
}
