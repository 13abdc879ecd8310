package store.retro.order;

import org.jspecify.annotations.Nullable;
import store.retro.product.PricedLine;
import store.retro.product.StockChange;

/**
 * A line of an order: what was bought, at the prices of that moment, in minor units of the store's currency.
 *
 * @param unitPrice what the buyer pays for one
 * @param listedPrice what one cost as it was listed, stored where the buyer pays less; absent, it is the unit price
 */
public record OrderLine(
        String productId,
        String name,
        long unitPrice,
        @Nullable Long listedPrice,
        int quantity) {

    public static OrderLine of(PricedLine line) {
        boolean discounted = line.unitPrice() != line.listedPrice();
        return new OrderLine(
                line.productId(),
                line.name(),
                line.unitPrice(),
                discounted ? line.listedPrice() : null,
                line.quantity());
    }

    /** What it changes of its product's stock. */
    public StockChange stockChange() {
        return new StockChange(productId, listedPrice == null ? unitPrice : listedPrice, quantity);
    }
}
