package store.retro.product;

/**
 * A line of a cart at the price of a certain moment; prices in minor units of the store's currency.
 *
 * @param listedPrice what one costs as it is listed; stock is taken at this price only
 * @param unitPrice what one costs this buyer
 */
public record PricedLine(String productId, String name, long listedPrice, long unitPrice, int quantity) {

    long price() {
        return Math.multiplyExact(unitPrice, quantity);
    }
}
