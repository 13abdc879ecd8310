package store.retro.architecture.planted.product;

/** Has a name that says nothing. */
class PlantedUtil {}
