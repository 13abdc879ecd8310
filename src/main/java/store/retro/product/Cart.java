package store.retro.product;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What somebody wants to buy: one line a product, in the order of their first mention.
 *
 * @param lines at least one
 */
public record Cart(List<CartLine> lines) {

    public Cart {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a cart must not be empty");
        }
        Map<String, Integer> sums = new LinkedHashMap<>();
        lines.forEach(line -> sums.merge(line.productId(), line.quantity(), Math::addExact));
        lines = sums.entrySet().stream()
                .map(sum -> new CartLine(sum.getKey(), sum.getValue()))
                .toList();
    }

    /** The cart of lines that have passed validation. */
    public static Cart of(List<CartLineRequest> lines) {
        return new Cart(lines.stream()
                .map(line ->
                        new CartLine(Objects.requireNonNull(line.productId()), Objects.requireNonNull(line.quantity())))
                .toList());
    }
}
