package store.retro.architecture.planted.platform.transaction;

/** What deadlines know nothing of; nothing is wrong with it. */
public class PlantedTransaction {}
