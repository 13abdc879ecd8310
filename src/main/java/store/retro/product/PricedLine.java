package store.retro.product;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A line of a cart at the price of a certain moment; prices in minor units of the store's currency.
 *
 * @param objectId as which the product's id is stored, where that is no text
 * @param listedPrice what one costs as it is listed; stock is taken at this price only
 * @param unitPrice what one costs this buyer
 */
public record PricedLine(
        String productId, @Nullable ObjectId objectId, String name, long listedPrice, long unitPrice, int quantity) {

    long price() {
        return Math.multiplyExact(unitPrice, quantity);
    }
}
