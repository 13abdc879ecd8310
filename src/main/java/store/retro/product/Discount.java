package store.retro.product;

/** Lets somebody pay less than is listed; {@link Pricing} asks each bean of this type, and the lowest price counts. */
@FunctionalInterface
public interface Discount {

    /**
     * What one unit costs this user in this cart.
     *
     * @return minor units of the store's currency, not below zero; the listed price where there is nothing to give
     */
    long unitPrice(String userId, Cart cart, Product product);
}
