package store.retro.architecture.planted.modules.money;

import store.retro.architecture.planted.modules.user.PlantedUser;

/** Depends against the arrow. */
abstract class KnowsAUser {

    abstract PlantedUser user();
}
