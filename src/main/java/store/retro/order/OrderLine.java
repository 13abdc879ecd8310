package store.retro.order;

import store.retro.product.PricedLine;
import store.retro.product.StockChange;

/**
 * A line of an order: what was bought, at the price of that moment.
 *
 * @param unitPrice in minor units of the store's currency
 */
public record OrderLine(String productId, String name, long unitPrice, int quantity) {

    public static OrderLine of(PricedLine line) {
        return new OrderLine(line.productId(), line.name(), line.unitPrice(), line.quantity());
    }

    /** What it changes of its product's stock. */
    public StockChange stockChange() {
        return new StockChange(productId, unitPrice, quantity);
    }
}
