package store.retro.architecture.planted.order;

/** Something that other rooms must not know. */
public class PlantedOrder {}
