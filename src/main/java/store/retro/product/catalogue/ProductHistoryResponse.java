package store.retro.product.catalogue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import store.retro.money.Money;
import store.retro.money.StoreCurrency;

/**
 * Something that was done with a product.
 *
 * @param change by how many units
 * @param values what the product was said to be
 */
record ProductHistoryResponse(
        Instant at,
        ProductChange.Event event,
        String staffId,
        @Nullable Integer change,
        @Nullable String reason,
        @Nullable Values values) {

    /** A product as somebody has described it. */
    record Values(String name, int year, String description, String imageUrl, Money price) {}

    static ProductHistoryResponse of(ProductChange change, StoreCurrency currency) {
        return new ProductHistoryResponse(
                change.at(),
                change.event(),
                change.staffId(),
                change.change(),
                change.reason(),
                values(change.values(), currency));
    }

    private static @Nullable Values values(@Nullable ProductValues values, StoreCurrency currency) {
        return values == null
                ? null
                : new Values(
                        values.name(),
                        values.year(),
                        values.description(),
                        values.imageUrl(),
                        currency.of(values.price()));
    }
}
