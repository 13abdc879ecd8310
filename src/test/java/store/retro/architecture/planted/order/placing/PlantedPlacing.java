package store.retro.architecture.planted.order.placing;

/** What transactions know nothing of; nothing is wrong with it. */
public class PlantedPlacing {}
