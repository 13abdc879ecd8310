package store.retro.platform.background;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import store.retro.platform.documents.Counter;
import store.retro.platform.documents.IfReadable;

/**
 * What a document says about work that it still needs; {@link LeasedWorkQueue} keeps it.
 *
 * @param at from when on it may be done; absent once there is nothing left to do
 * @param attempts how often it was tried since it became due
 * @param claim of the worker that is on it, until {@code at}
 * @param failure why it was not done the last time, in words for an operator
 * @param since when it was first tried in vain
 */
public record WorkState(
        @Nullable Instant at,
        @Counter int attempts,
        @Nullable String claim,
        @Nullable String failure,
        @IfReadable @Nullable Instant since) {

    /** Work that may be done from this moment on. */
    public static WorkState at(Instant at) {
        return new WorkState(at, 0, null, null, null);
    }
}
