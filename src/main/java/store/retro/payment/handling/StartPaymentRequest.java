package store.retro.payment.handling;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import store.retro.product.CartLineRequest;

/** Asks for a payment for these items. */
record StartPaymentRequest(
        @Nullable @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid CartLineRequest> items,
        @Nullable @NotNull @ValidPaymentMethod String paymentMethod) {}
