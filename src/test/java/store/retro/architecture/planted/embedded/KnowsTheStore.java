package store.retro.architecture.planted.embedded;

import store.retro.architecture.planted.product.PlantedProduct;

/** A part of the engine that knows the store. */
abstract class KnowsTheStore {

    abstract PlantedProduct product();
}
