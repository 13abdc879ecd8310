package store.retro.architecture.planted.payment.simulated;

/** What only its own package may know; nothing is wrong with it. */
public class PlantedSimulation {}
