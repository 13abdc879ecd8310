package store.retro.order;

import java.time.Instant;
import java.util.List;
import lombok.AccessLevel;
import lombok.Builder;
import lombok.With;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import store.retro.money.Money;
import store.retro.payment.PaymentStatus;
import store.retro.user.Address;
import store.retro.user.UserUpdate;

/**
 * An order.
 *
 * @param billingAmount in minor units of the store's currency
 * @param currency the store's, which never changes; absent before 2.0
 * @param idempotencyKey with which it was placed; kept for ever
 * @param requestHash of the request that placed it
 * @param settlement of its payment; no caller sees it
 * @param outbox its events, where there is somebody to receive them; no caller sees it
 */
@Builder
@Document(Orders.COLLECTION)
public record Order(
        @Id String id,
        String userId,
        String number,
        @With(AccessLevel.PRIVATE) OrderStatus status,
        Instant placedAt,
        @With(AccessLevel.PRIVATE) @Nullable Instant shippedAt,
        @With(AccessLevel.PRIVATE) @Nullable Instant cancelledAt,
        List<OrderLine> items,
        long billingAmount,
        @Nullable String currency,
        Address shippingAddress,
        String paymentId,
        @Nullable String idempotencyKey,
        String requestHash,
        Settlement settlement,
        @Nullable Outbox outbox) {

    public Order {
        Money.requireFrom(0, billingAmount);
    }

    /** What is to become of its money. */
    public OrderStatus.Money moneyDue() {
        return settlement.status() == PaymentStatus.UNKNOWN ? OrderStatus.Money.LEFT_ALONE : status.money();
    }

    /** What it changes of its user. */
    public UserUpdate userUpdate() {
        return new UserUpdate(userId, shippingAddress, billingAmount);
    }

    /** This order as its buyer sees it once it has reached a later status. */
    public Order reached(OrderStatus later, Instant at) {
        return withStatus(later)
                .withShippedAt(later == OrderStatus.SHIPPED ? at : null)
                .withCancelledAt(later == OrderStatus.CANCELLED ? at : null);
    }
}
