package store.retro.architecture.planted.round.other;

import org.jspecify.annotations.Nullable;
import store.retro.architecture.planted.round.one.Hen;

/** Comes out of its hen, so that two packages depend on each other. */
public class Egg {

    public @Nullable Hen hen;
}
