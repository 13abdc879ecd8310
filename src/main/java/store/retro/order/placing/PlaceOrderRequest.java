package store.retro.order.placing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import store.retro.money.MoneyRequest;
import store.retro.platform.http.IdempotencyKey;
import store.retro.platform.http.NonBlankText;
import store.retro.product.Cart;
import store.retro.product.CartLineRequest;
import store.retro.user.AddressRequest;

/** The body of {@code POST /place-order}. */
record PlaceOrderRequest(
        @Nullable @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid CartLineRequest> items,
        @Nullable @NotNull @Valid AddressRequest shippingAddress,
        @Nullable @NotNull @Valid MoneyRequest billingAmount,
        @Nullable @NotNull @NonBlankText String paymentId) {

    /** What is asked for, once the request has passed validation. */
    PlaceOrderCommand by(String userId, @Nullable IdempotencyKey key) {
        return new PlaceOrderCommand(
                userId,
                key,
                Cart.of(Objects.requireNonNull(items)),
                Objects.requireNonNull(shippingAddress).toAddress(),
                Objects.requireNonNull(Objects.requireNonNull(billingAmount).amount()),
                Objects.requireNonNull(paymentId));
    }
}
