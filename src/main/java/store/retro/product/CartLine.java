package store.retro.product;

/**
 * So many of one product.
 *
 * @param quantity at least 1
 */
public record CartLine(String productId, int quantity) {

    public CartLine {
        if (quantity < 1) {
            throw new IllegalArgumentException("a quantity must be at least 1: " + quantity);
        }
    }
}
