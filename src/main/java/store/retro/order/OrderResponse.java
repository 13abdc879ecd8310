package store.retro.order;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import store.retro.money.Money;
import store.retro.money.StoreCurrency;
import store.retro.user.Address;

/** An order as clients see it. */
public record OrderResponse(
        String id,
        String number,
        OrderStatus status,
        Instant placedAt,
        @Nullable Instant shippedAt,
        @Nullable Instant cancelledAt,
        List<Line> items,
        Money billingAmount,
        Money refundedAmount,
        @Nullable Address shippingAddress,
        @Nullable Shipment shipment,
        @Nullable CancelReason cancelReason,
        String paymentId) {

    record Line(String productId, String name, Money unitPrice, int quantity) {}

    public static OrderResponse of(Order order, StoreCurrency currency) {
        return new OrderResponse(
                order.id(),
                order.number(),
                order.status(),
                order.placedAt(),
                order.shippedAt(),
                order.cancelledAt(),
                order.items().stream()
                        .map(line ->
                                new Line(line.productId(), line.name(), currency.of(line.unitPrice()), line.quantity()))
                        .toList(),
                currency.of(order.billingAmount()),
                currency.of(order.reduction()),
                order.shippingAddress(),
                order.shipment(),
                order.reasonOfCancel(),
                order.paymentId());
    }
}
