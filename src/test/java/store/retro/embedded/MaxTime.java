package store.retro.embedded;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Until when a command may wait. */
final class MaxTime {

    private final long end;
    private final boolean limited;

    private MaxTime(long end, boolean limited) {
        this.end = end;
        this.limited = limited;
    }

    static MaxTime none() {
        return new MaxTime(0, false);
    }

    /** @param maxTimeMs the command's {@code maxTimeMS}; absent or 0 means for ever */
    static MaxTime ofMaxTime(@Nullable Number maxTimeMs) {
        return maxTimeMs == null || maxTimeMs.longValue() == 0 ? none() : in(Duration.ofMillis(maxTimeMs.longValue()));
    }

    static MaxTime in(Duration duration) {
        return new MaxTime(System.nanoTime() + duration.toNanos(), true);
    }

    /** The milliseconds left, at least 1 and at most the given number. */
    long millisLeft(long atMost) {
        return limited ? Math.max(1, Math.min(atMost, (end - System.nanoTime()) / 1_000_000)) : atMost;
    }

    boolean isOver() {
        return limited && System.nanoTime() - end >= 0;
    }

    void check() {
        if (isOver()) {
            throw Codes.maxTimeExpired();
        }
    }
}
