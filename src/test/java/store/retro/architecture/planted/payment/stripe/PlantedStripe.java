package store.retro.architecture.planted.payment.stripe;

/** What only its own package may know; nothing is wrong with it. */
public class PlantedStripe {}
