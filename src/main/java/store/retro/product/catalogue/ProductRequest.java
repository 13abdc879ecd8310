package store.retro.product.catalogue;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import store.retro.money.InStoreCurrency;
import store.retro.platform.http.CharacterLimit;
import store.retro.platform.http.NonBlankText;

/** A product as staff describes it. */
record ProductRequest(
        @Nullable @NotNull @NonBlankText String name,
        @Nullable @NotNull @Min(1950) @Max(2100) Integer year,
        @Nullable @NotNull @CharacterLimit(5_000) String description,
        @Nullable @NotNull @ImageUrl String imageUrl,
        @Nullable @NotNull @Valid PriceRequest price) {

    /** What one costs. */
    record PriceRequest(
            @Nullable @NotNull @ListedPrice Long amount,
            @Nullable @NotNull @InStoreCurrency String currency) {}

    /** Once it has passed validation. */
    ProductValues values() {
        return new ProductValues(
                Objects.requireNonNull(name),
                Objects.requireNonNull(year),
                Objects.requireNonNull(description),
                Objects.requireNonNull(imageUrl),
                Objects.requireNonNull(Objects.requireNonNull(price).amount()));
    }
}
