package store.retro.platform.deadline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The moment by which the current request wants its answer. It belongs to the thread that works on the request, so that
 * everything that waits can ask how long it may: the database for each
 * operation, the retry for each pause, a gateway to the outside for each call.
 */
public final class Deadline {

    /** For work that no request asked for, such as start-up and background work: one operation's limit. */
    private static final Duration WITHOUT_REQUEST = Duration.ofSeconds(10);

    private static final ThreadLocal<@Nullable Deadline> CURRENT = new ThreadLocal<>();

    /** A stretch of work with a deadline of its own. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    private final long nanos;

    private Deadline(Duration budget) {
        this.nanos = System.nanoTime() + budget.toNanos();
    }

    /**
     * Sets {@code budget} from now on, whatever deadline applied before; that one applies again once this is closed.
     */
    public static Scope open(Duration budget) {
        Deadline outer = CURRENT.get();
        CURRENT.set(new Deadline(budget));
        return () -> CURRENT.set(outer);
    }

    /** What is left of the current request's time; zero when it is used up, never negative. */
    public static Duration remaining() {
        Deadline current = CURRENT.get();
        if (current == null) {
            return WITHOUT_REQUEST;
        }
        return Duration.ofNanos(Math.max(0, current.nanos - System.nanoTime()));
    }

    /** What is left of the current request's time, for a wait that would be without a limit if it were zero. */
    public static Duration remainingOrFail() {
        Duration remaining = remaining();
        if (remaining.toMillis() == 0) {
            throw new DeadlineExceededException();
        }
        return remaining;
    }
}
