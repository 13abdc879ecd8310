package store.retro.order;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import store.retro.product.PricedLine;
import store.retro.user.Address;

/**
 * An order.
 *
 * @param billingAmount in minor units of the store's currency
 * @param idempotencyKey with which it was placed; kept for ever
 * @param requestHash of the request that placed it
 */
@Document(Orders.COLLECTION)
record Order(
        @Id String id,
        String userId,
        String number,
        OrderStatus status,
        Instant placedAt,
        @Nullable Instant shippedAt,
        @Nullable Instant cancelledAt,
        List<PricedLine> items,
        long billingAmount,
        Address shippingAddress,
        String paymentId,
        @Nullable String idempotencyKey,
        String requestHash) {}
