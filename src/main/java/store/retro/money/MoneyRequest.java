package store.retro.money;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** Money as a client sends it; that it is in the store's currency is checked by {@link InStoreCurrency}. */
public record MoneyRequest(
        @Nullable @NotNull @Min(0) Long amount,
        @Nullable @NotNull @InStoreCurrency String currency) {}
