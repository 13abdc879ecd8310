package store.retro.architecture.planted.round.one;

import store.retro.architecture.planted.round.other.Egg;

/** Comes out of its egg. */
public class Hen {

    public Egg egg() {
        return new Egg();
    }
}
