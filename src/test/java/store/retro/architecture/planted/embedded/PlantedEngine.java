package store.retro.architecture.planted.embedded;

/** A part of the engine that is public for a reason of its own; nothing is wrong with it. */
public class PlantedEngine {}
