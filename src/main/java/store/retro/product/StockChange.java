package store.retro.product;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * So many units of a product, to be taken out of stock or put back.
 *
 * @param listedPrice of one, as it was read, in minor units of the store's currency
 */
public record StockChange(String productId, long listedPrice, int quantity) {

    /** One change for each product, with the quantities of all of them; their prices must be the same. */
    public static List<StockChange> inSum(Stream<StockChange> changes) {
        Map<String, StockChange> sums = new LinkedHashMap<>();
        changes.forEach(change -> sums.merge(change.productId(), change, StockChange::plus));
        return new ArrayList<>(sums.values());
    }

    private StockChange plus(StockChange other) {
        if (listedPrice != other.listedPrice) {
            throw new IllegalArgumentException("two prices of " + productId);
        }
        return new StockChange(productId, listedPrice, Math.addExact(quantity, other.quantity));
    }
}
