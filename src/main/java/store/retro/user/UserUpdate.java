package store.retro.user;

/**
 * What an order changes of its user.
 *
 * @param shippingAddress becomes the user's
 * @param amount is added to what was spent, in minor units of the store's currency
 */
public record UserUpdate(String userId, Address shippingAddress, long amount) {}
