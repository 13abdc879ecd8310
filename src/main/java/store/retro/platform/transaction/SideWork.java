package store.retro.platform.transaction;

import org.jspecify.annotations.Nullable;

/**
 * Work that leaves transactions their connections: reads for nobody in particular, and what no request waits for. All
 * of it together gets a share of the pool; whoever wants more waits until its {@code Deadline}. It belongs to the
 * thread that does the work.
 */
public final class SideWork {

    private static final ThreadLocal<@Nullable Boolean> UNDER_WAY = new ThreadLocal<>();

    private SideWork() {}

    /** A stretch of side work, until it is closed. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    public static Scope open() {
        UNDER_WAY.set(true);
        return UNDER_WAY::remove;
    }

    /** Whether this thread does any. */
    public static boolean isUnderWay() {
        return UNDER_WAY.get() != null;
    }
}
