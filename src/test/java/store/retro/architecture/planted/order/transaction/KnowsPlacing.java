package store.retro.architecture.planted.order.transaction;

import store.retro.architecture.planted.order.placing.PlantedPlacing;

/** Depends against the arrow. */
abstract class KnowsPlacing {

    abstract PlantedPlacing placing();
}
