package store.retro.reliability;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import store.retro.fixture.SlowProfile;

/**
 * How much of everything this run does: a slice, or with {@code -Dreliability=slow} all of it, or a share of that
 * ({@code -Dreliability.share=0.1}). {@code -Dreliability.seed=} repeats what another run did at its seed.
 */
final class Profile {

    static final boolean SLOW = SlowProfile.ON;

    private static final double SHARE = Double.parseDouble(System.getProperty("reliability.share", "1"));

    /** Of the first attempt of each row; the next ones count up from it. */
    static final long SEED = Optional.ofNullable(System.getProperty("reliability.seed"))
            .map(Long::parseLong)
            .orElseGet(() -> ThreadLocalRandom.current().nextLong(1_000_000_000L));

    private Profile() {}

    /**
     * @param slice how often in every build
     * @param full how often in the slow profile, as the scorecard asks
     */
    static Times times(int slice, int full) {
        return new Times(SLOW ? (int) Math.max(slice, Math.round(full * SHARE)) : slice, full);
    }

    /** As {@link #times}, of randomised runs; {@code -Dreliability.seeds=1000} asks for so many. */
    static Times seeds(int slice, int full) {
        return new Times(
                Integer.getInteger("reliability.seeds", times(slice, full).now()), full);
    }
}
