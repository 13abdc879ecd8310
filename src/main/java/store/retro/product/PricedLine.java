package store.retro.product;

/**
 * A line of a cart at the price of a certain moment.
 *
 * @param unitPrice in minor units of the store's currency
 */
public record PricedLine(String productId, String name, long unitPrice, int quantity) {

    long price() {
        return Math.multiplyExact(unitPrice, quantity);
    }
}
