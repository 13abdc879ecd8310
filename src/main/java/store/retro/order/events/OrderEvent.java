package store.retro.order.events;

import java.time.Instant;
import java.util.Objects;
import store.retro.money.StoreCurrency;
import store.retro.order.Order;
import store.retro.order.OrderResponse;
import store.retro.order.OrderStatus;

/**
 * Something that has happened to an order, as its receiver sees it.
 *
 * @param id the same at every delivery, for the receiver to tell a repeated one by
 * @param type {@code order.placed}, {@code order.cancelled} or {@code order.shipped}
 * @param timestamp when it happened
 * @param data the order as it was then
 */
record OrderEvent(String id, String type, Instant timestamp, OrderResponse data) {

    static OrderEvent of(Order order, OrderStatus reached, StoreCurrency currency) {
        Instant at = Objects.requireNonNull(
                switch (reached) {
                    case PLACED -> order.placedAt();
                    case SHIPPED -> order.shippedAt();
                    case CANCELLED -> order.cancelledAt();
                    case UNKNOWN -> throw new IllegalArgumentException("an event of a later version");
                });
        return new OrderEvent(
                "evt_" + order.id() + "_" + reached.code(),
                "order." + reached.code(),
                at,
                OrderResponse.of(order.reached(reached, at), currency));
    }
}
