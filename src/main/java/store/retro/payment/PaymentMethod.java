package store.retro.payment;

/**
 * A way of paying that a page may offer.
 *
 * @param id what is sent as the method; where the provider's own form asks for the rest, what that form asks for
 */
public record PaymentMethod(String id, String name) {}
