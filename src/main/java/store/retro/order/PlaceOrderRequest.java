package store.retro.order;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import store.retro.money.MoneyRequest;
import store.retro.product.Cart;
import store.retro.product.CartLineRequest;
import store.retro.user.AddressRequest;
import store.retro.web.IdempotencyKey;
import store.retro.web.Text;

/** The body of {@code POST /place-order}. */
record PlaceOrderRequest(
        @Nullable @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid CartLineRequest> items,
        @Nullable @NotNull @Valid AddressRequest shippingAddress,
        @Nullable @NotNull @Valid MoneyRequest billingAmount,
        @Nullable @NotNull @Text String paymentId) {

    /** What is asked for, once the request has passed validation. */
    PlaceOrder by(String userId, @Nullable IdempotencyKey key) {
        return new PlaceOrder(
                userId,
                key,
                Cart.of(Objects.requireNonNull(items)),
                Objects.requireNonNull(shippingAddress).toAddress(),
                Objects.requireNonNull(Objects.requireNonNull(billingAmount).amount()),
                Objects.requireNonNull(paymentId));
    }
}
