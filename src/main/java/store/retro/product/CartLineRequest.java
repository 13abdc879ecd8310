package store.retro.product;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import store.retro.platform.http.NonBlankText;

/** A line of a cart as a client sends it. */
public record CartLineRequest(
        @Nullable @NotNull @NonBlankText String productId,
        @Nullable @NotNull @Min(1) @Max(99) Integer quantity) {}
