package store.retro.product;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * So many units of a product, to be taken out of stock or put back.
 *
 * @param objectId as which the product's id is stored, where that is known to be no text
 * @param listedPrice of one, as it was read, in minor units of the store's currency
 */
public record StockChange(String productId, @Nullable ObjectId objectId, long listedPrice, int quantity) {

    /** One change for each product, with the quantities of all of them; their prices must be the same. */
    public static List<StockChange> inSum(Stream<StockChange> changes) {
        Map<Object, StockChange> sums = new LinkedHashMap<>();
        changes.forEach(change -> sums.merge(change.storedId(), change, StockChange::plus));
        return new ArrayList<>(sums.values());
    }

    /** The product's id as it was read. */
    Object storedId() {
        return Objects.requireNonNullElse(objectId, productId);
    }

    private StockChange plus(StockChange other) {
        if (listedPrice != other.listedPrice) {
            throw new IllegalArgumentException("two prices of " + productId);
        }
        return new StockChange(productId, objectId, listedPrice, Math.addExact(quantity, other.quantity));
    }
}
