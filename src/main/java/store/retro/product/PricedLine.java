package store.retro.product;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A line of a cart at the price of a certain moment.
 *
 * @param unitPrice in minor units of the store's currency
 */
public record PricedLine(String productId, String name, long unitPrice, int quantity) {

    /** One line for each product, with the quantities of all its lines; their prices must be the same. */
    public static List<PricedLine> inSum(Stream<PricedLine> lines) {
        Map<String, PricedLine> sums = new LinkedHashMap<>();
        lines.forEach(line -> sums.merge(line.productId(), line, PricedLine::plus));
        return new ArrayList<>(sums.values());
    }

    private PricedLine plus(PricedLine other) {
        if (unitPrice != other.unitPrice) {
            throw new IllegalArgumentException("two prices of " + productId);
        }
        return new PricedLine(productId, name, unitPrice, Math.addExact(quantity, other.quantity));
    }

    long price() {
        return Math.multiplyExact(unitPrice, quantity);
    }
}
