package store.retro.architecture.planted.modules.user;

/** What money knows nothing of; nothing is wrong with it. */
public class PlantedUser {}
