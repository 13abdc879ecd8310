package store.retro.order;

import java.util.Objects;
import lombok.With;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import store.retro.money.Money;
import store.retro.product.PricedLine;
import store.retro.product.StockChange;

/**
 * A line of an order: what was bought, at the prices of that moment, in minor units of the store's currency.
 *
 * @param objectId as which the product's id is stored, where that is no text
 * @param unitPrice what the buyer pays for one
 * @param listedPrice what one cost as it was listed, stored where the buyer pays less; absent, it is the unit price
 */
public record OrderLine(
        String productId,
        @Nullable ObjectId objectId,
        String name,
        long unitPrice,
        @Nullable Long listedPrice,
        @With int quantity) {

    /** Fifty lines of 99 each. */
    private static final int MOST = 4950;

    public OrderLine {
        Money.requireFrom(0, unitPrice);
        Money.requireFrom(0, Objects.requireNonNullElse(listedPrice, unitPrice));
        if (quantity < 1 || quantity > MOST) {
            throw new IllegalArgumentException("a quantity out of range");
        }
    }

    public static OrderLine of(PricedLine line) {
        boolean discounted = line.unitPrice() != line.listedPrice();
        return new OrderLine(
                line.productId(),
                line.objectId(),
                line.name(),
                line.unitPrice(),
                discounted ? line.listedPrice() : null,
                line.quantity());
    }

    /** What it changes of its product's stock. */
    public StockChange stockChange() {
        return new StockChange(productId, objectId, Objects.requireNonNullElse(listedPrice, unitPrice), quantity);
    }
}
