package store.retro.order;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import lombok.AccessLevel;
import lombok.Builder;
import lombok.With;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import store.retro.money.Money;
import store.retro.payment.PaymentStatus;
import store.retro.platform.mongo.Counter;
import store.retro.platform.mongo.IfReadable;
import store.retro.user.Address;
import store.retro.user.UserUpdate;

/**
 * An order.
 *
 * @param billingAmount in minor units of the store's currency
 * @param currency the store's, which never changes; absent before 2.0
 * @param refundedAmount what was given back of it while the order stood, or let go; absent, nothing
 * @param cancelReason absent in an order from before 2.0, which only its buyer could cancel
 * @param idempotencyKey with which it was placed; kept for ever
 * @param requestHash of the request that placed it
 * @param settlement of its payment; no caller sees it
 * @param history what has happened to it since it was placed; {@link HistoryEntry#of(Order)} has it all
 * @param outbox the events of its status, where there is somebody to receive them; no caller sees it
 * @param moneyOutbox the events of its money, likewise
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
        @Counter @Nullable Long refundedAmount,
        @With Address shippingAddress,
        @With @IfReadable @Nullable Shipment shipment,
        @IfReadable @Nullable CancelReason cancelReason,
        String paymentId,
        @Nullable String idempotencyKey,
        String requestHash,
        Settlement settlement,
        @Counter @Nullable List<HistoryEntry> history,
        @Nullable Outbox outbox,
        @Nullable Outbox moneyOutbox) {

    public Order {
        Money.requireFrom(0, billingAmount);
        long refunded = Objects.requireNonNullElse(refundedAmount, 0L);
        if (refunded < 0 || refunded > billingAmount) {
            throw new IllegalArgumentException("an amount out of range");
        }
    }

    /** What it has been reduced by in all, whether the money was taken or only held. */
    public long reduction() {
        return status == OrderStatus.CANCELLED ? billingAmount : Objects.requireNonNullElse(refundedAmount, 0L);
    }

    /** What its payment is to have come to, in minor units of the store's currency. */
    public long amountDue() {
        return billingAmount - reduction();
    }

    /** Why it was cancelled; null unless it was. */
    public @Nullable CancelReason reasonOfCancel() {
        return status == OrderStatus.CANCELLED ? Objects.requireNonNullElse(cancelReason, CancelReason.BUYER) : null;
    }

    /** What is to become of its money. */
    public OrderStatus.Money moneyDue() {
        if (settlement.status() == PaymentStatus.UNKNOWN) {
            return OrderStatus.Money.LEFT_ALONE;
        }
        boolean nothingLeft = reduction() > 0 && amountDue() == 0;
        return nothingLeft && status.money() == OrderStatus.Money.TAKEN ? OrderStatus.Money.GIVEN_BACK : status.money();
    }

    /** What it changes of its user. */
    public UserUpdate userUpdate() {
        return new UserUpdate(userId, shippingAddress, billingAmount);
    }

    /** This order as its buyer saw it at a moment. */
    public Order asOf(Instant moment) {
        if (cancelledAt != null && !cancelledAt.isAfter(moment)) {
            return reached(OrderStatus.CANCELLED, cancelledAt);
        }
        return shippedAt != null && !shippedAt.isAfter(moment)
                ? reached(OrderStatus.SHIPPED, shippedAt)
                : reached(OrderStatus.PLACED, placedAt);
    }

    /** This order as its buyer sees it once it has reached a later status. */
    public Order reached(OrderStatus later, Instant at) {
        return withStatus(later)
                .withShippedAt(later == OrderStatus.SHIPPED ? at : null)
                .withCancelledAt(later == OrderStatus.CANCELLED ? at : null)
                .withShipment(later == OrderStatus.SHIPPED ? shipment : null);
    }
}
