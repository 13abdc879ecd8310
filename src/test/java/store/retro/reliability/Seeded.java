package store.retro.reliability;

import java.util.Collections;
import java.util.List;
import java.util.Random;

/** All the chance of one attempt: the same seed, the same workload and the same schedule of faults. */
final class Seeded {

    private final long seed;
    private final Random random;

    Seeded(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** A source of its own for one of several threads, so that their order does not matter. */
    Seeded fork(int thread) {
        return new Seeded(seed * 31 + thread + 1);
    }

    long seed() {
        return seed;
    }

    /** From zero to less than {@code bound}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    void shuffle(List<?> list) {
        Collections.shuffle(list, random);
    }

    boolean percent(int chance) {
        return below(100) < chance;
    }
}
