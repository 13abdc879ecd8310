package store.retro.product.catalogue;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import store.retro.platform.http.NonBlankText;
import store.retro.platform.http.RequestHash;

/** So many units more, or fewer, and why. */
record StockRequest(
        @Nullable @NotNull @Min(-100_000) @Max(100_000) @NotZero
        Integer change,

        @Nullable @NotNull @NonBlankText(max = 500) String reason) {

    /** Once it has passed validation. */
    String hash() {
        return new RequestHash().add(Objects.requireNonNull(change)).add(reason).value();
    }
}
