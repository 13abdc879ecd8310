package store.retro.product.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.product.ProductProblem;

/**
 * One attempt to change a product, together with the line that says so. What the product is already leaves no line.
 * Each throws what refuses it, or {@code not-found}.
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class CatalogueTransactions {

    static final int MOST_IN_STOCK = 1_000_000;

    private final CatalogueProducts products;
    private final ProductChanges changes;

    @Transactional
    public void create(ProductChange change) {
        products.insert(change.productId(), Objects.requireNonNull(change.values()));
        changes.insert(change);
    }

    /** @throws ProblemException {@code changed-meanwhile} when the product has another tag than this */
    @Transactional
    public void edit(ProductChange change, String tag) {
        ProductValues values = Objects.requireNonNull(change.values());
        CatalogueProduct product = products.require(change.productId());
        if (product.has(values)) {
            return;
        }
        if (!product.tag().equals(tag)) {
            throw new ProblemException(
                    GeneralProblem.CHANGED_MEANWHILE,
                    "The product has been edited since: its tag is " + product.tag() + " now.");
        }
        products.edit(product, values);
        changes.insert(change);
    }

    /** @throws ProblemException {@code out-of-stock}, or {@code invalid-request} when it would be too many */
    @Transactional
    public void restock(ProductChange change) {
        int units = Objects.requireNonNull(change.change());
        CatalogueProduct product = products.require(change.productId());
        // what somebody has stored by hand may be the largest there is
        long after = (long) product.left() + units;
        if (units < 0 && after < 0) {
            throw new ProblemException(ProductProblem.OUT_OF_STOCK, "There are not so many left to take away.")
                    .with("items", List.of(shortLine(product, -units)));
        }
        if (units > 0 && after > MOST_IN_STOCK) {
            throw ProblemException.invalid("/change", "would make more than " + MOST_IN_STOCK + " in stock");
        }
        products.restock(product, units);
        changes.insert(change);
    }

    private static Map<String, Object> shortLine(CatalogueProduct product, int requested) {
        return Map.of("productId", product.id(), "requested", requested, "available", Math.max(0, product.left()));
    }

    @Transactional
    public void withdraw(ProductChange change) {
        CatalogueProduct product = products.require(change.productId());
        if (!product.isWithdrawn()) {
            products.withdraw(product);
            changes.insert(change);
        }
    }

    @Transactional
    public void restore(ProductChange change) {
        CatalogueProduct product = products.require(change.productId());
        if (!product.isOffered()) {
            products.restore(product);
            changes.insert(change);
        }
    }
}
