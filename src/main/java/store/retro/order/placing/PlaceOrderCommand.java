package store.retro.order.placing;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import store.retro.platform.http.IdempotencyKey;
import store.retro.platform.http.RequestHash;
import store.retro.product.Cart;
import store.retro.product.CartLine;
import store.retro.user.Address;

/**
 * What a buyer asks for.
 *
 * @param userId the token's {@code sub}, never anything in the body
 * @param billingAmount what the buyer has agreed to pay, in minor units of the store's currency
 */
record PlaceOrderCommand(
        String userId,
        @Nullable IdempotencyKey key,
        Cart cart,
        Address shippingAddress,
        long billingAmount,
        String paymentId) {

    @Nullable
    String keyValue() {
        return key == null ? null : key.value();
    }

    /** Equal for two requests that ask for the same, in whatever order of lines. */
    String hash() {
        RequestHash hash = new RequestHash();
        cart.lines().stream()
                .sorted(Comparator.comparing(CartLine::productId))
                .forEach(line -> hash.add(line.productId()).add(line.quantity()));
        return hash.add(shippingAddress.recipient())
                .add(shippingAddress.line1())
                .add(shippingAddress.line2())
                .add(shippingAddress.city())
                .add(shippingAddress.region())
                .add(shippingAddress.postalCode())
                .add(shippingAddress.country())
                .add(billingAmount)
                .add(paymentId)
                .value();
    }
}
