package store.retro.order.handling;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import store.retro.platform.http.IdempotencyKey;
import store.retro.platform.http.RequestHash;
import store.retro.product.Cart;
import store.retro.product.CartLine;

/**
 * What staff wants to be given back of an order.
 *
 * @param staffId the token's {@code sub}
 * @param lines which units; null where money is given back without goods
 * @param restock whether the units are sold again
 * @param amount in minor units of the store's currency; 0 where the lines say it
 */
record RefundCommand(
        String orderId,
        String staffId,
        IdempotencyKey key,
        @Nullable Cart lines,
        boolean restock,
        long amount,
        String reason) {

    /** Equal for two requests that ask for the same, in whatever order of lines. */
    String hash() {
        RequestHash hash = new RequestHash();
        if (lines != null) {
            lines.lines().stream()
                    .sorted(Comparator.comparing(CartLine::productId))
                    .forEach(line -> hash.add(line.productId()).add(line.quantity()));
        }
        return hash.add(String.valueOf(restock)).add(amount).add(reason).value();
    }
}
