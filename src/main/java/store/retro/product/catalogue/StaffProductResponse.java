package store.retro.product.catalogue;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import store.retro.money.Money;
import store.retro.money.StoreCurrency;
import store.retro.product.catalogue.CatalogueProduct.Members;

/**
 * A product as staff sees it; what cannot be read is null.
 *
 * @param defect why it cannot be sold
 */
record StaffProductResponse(
        String id,
        @Nullable String name,
        @Nullable Integer year,
        @Nullable String description,
        @Nullable String imageUrl,
        @Nullable Money price,
        @Nullable Integer quantity,
        boolean withdrawn,
        @Nullable String defect) {

    static StaffProductResponse of(CatalogueProduct product, StoreCurrency currency) {
        Members members = product.members();
        return new StaffProductResponse(
                product.id(),
                members.name(),
                members.year(),
                members.description(),
                members.imageUrl(),
                Optional.ofNullable(members.price()).map(currency::of).orElse(null),
                product.canBeCounted() ? Integer.valueOf(product.left()) : null,
                product.isWithdrawn(),
                product.defect());
    }
}
