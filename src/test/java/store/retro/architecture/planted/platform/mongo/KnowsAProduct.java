package store.retro.architecture.planted.platform.mongo;

import store.retro.architecture.planted.product.PlantedProduct;

/** Machinery that knows a noun of the shop. */
abstract class KnowsAProduct {

    abstract PlantedProduct product();
}
