package store.retro.architecture.planted.payment.stripe;

import store.retro.architecture.planted.payment.simulated.PlantedSimulation;

/** A provider that knows the other one. */
abstract class KnowsTheSimulation {

    abstract PlantedSimulation simulation();
}
