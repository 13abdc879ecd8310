package store.retro.product;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import store.retro.platform.problem.ProblemException;

/** Today's prices, from what is stored and what each {@link Discount} gives; both ways to pay ask here. */
@Component
public class Pricing {

    private final Products products;
    private final List<Discount> discounts;

    Pricing(Products products, ObjectProvider<Discount> discounts) {
        this.products = products;
        this.discounts = discounts.orderedStream().toList();
    }

    /**
     * Prices a cart for a user. Nothing is reserved.
     *
     * @throws ProblemException {@code unknown-product}, or {@code out-of-stock} with every short line
     */
    public PricedCart price(String userId, Cart cart) {
        return price(userId, cart, products.find(ids(cart)));
    }

    /**
     * As {@link #price}, but perhaps as it was a second ago. It may be agreed to, for whoever takes the lines out of
     * stock finds out; nobody may be refused for it.
     */
    public PricedCart rememberedPrice(String userId, Cart cart) {
        return price(userId, cart, products.remembered(ids(cart)));
    }

    private static List<String> ids(Cart cart) {
        return cart.lines().stream().map(CartLine::productId).toList();
    }

    private PricedCart price(String userId, Cart cart, List<Product> found) {
        List<String> ids = ids(cart);
        Map<String, Product> byId = found.stream().collect(Collectors.toMap(Product::id, Function.identity()));
        requireKnown(ids, byId);
        requireStock(cart, byId);
        return new PricedCart(cart.lines().stream()
                .map(line -> priced(userId, cart, line, known(line, byId)))
                .toList());
    }

    private PricedLine priced(String userId, Cart cart, CartLine line, Product product) {
        long unitPrice = discounts.stream()
                .mapToLong(discount -> discount.unitPrice(userId, cart, product))
                .reduce(product.price(), Math::min);
        return new PricedLine(
                product.id(), product.objectId(), product.name(), product.price(), unitPrice, line.quantity());
    }

    private static void requireKnown(List<String> ids, Map<String, Product> byId) {
        List<String> unknown = ids.stream().filter(id -> !byId.containsKey(id)).toList();
        if (!unknown.isEmpty()) {
            throw new ProblemException(ProductProblem.UNKNOWN_PRODUCT, "The store has no such product.")
                    .with("productIds", unknown);
        }
    }

    private static void requireStock(Cart cart, Map<String, Product> byId) {
        List<ShortLine> shortLines = cart.lines().stream()
                .map(line -> new ShortLine(
                        line.productId(), line.quantity(), known(line, byId).quantity()))
                .filter(line -> line.available() < line.requested())
                .toList();
        if (!shortLines.isEmpty()) {
            throw new ProblemException(ProductProblem.OUT_OF_STOCK, "There are not enough left.")
                    .with("items", shortLines);
        }
    }

    private static Product known(CartLine line, Map<String, Product> byId) {
        return Objects.requireNonNull(byId.get(line.productId()));
    }

    /** A line of which there is less in stock than was asked for. */
    record ShortLine(String productId, int requested, int available) {}
}
