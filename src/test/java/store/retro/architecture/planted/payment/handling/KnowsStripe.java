package store.retro.architecture.planted.payment.handling;

import store.retro.architecture.planted.payment.stripe.PlantedStripe;

/** Knows a provider. */
abstract class KnowsStripe {

    abstract PlantedStripe stripe();
}
