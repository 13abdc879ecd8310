package store.retro.architecture.planted.product;

/** One of the shop's nouns; nothing is wrong with it. */
public class PlantedProduct {}
