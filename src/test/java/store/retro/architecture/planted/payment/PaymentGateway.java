package store.retro.architecture.planted.payment;

/** Calls others over the network; nothing is wrong with it. */
public class PaymentGateway {}
