package store.retro.order.events;

import java.time.Instant;
import store.retro.money.StoreCurrency;
import store.retro.order.Order;
import store.retro.order.OrderResponse;
import store.retro.order.OrderStatus;
import store.retro.order.events.WebhookSender.UndeliveredException;

/**
 * Something that has happened to an order, as its receiver sees it.
 *
 * @param id the same at every delivery, for the receiver to tell a repeated one by
 * @param type {@code order.placed}, {@code order.cancelled} or {@code order.shipped}
 * @param timestamp when it happened
 * @param data the order as it was then
 */
record OrderEvent(String id, String type, Instant timestamp, OrderResponse data) {

    /** @throws UndeliveredException when nobody could make sense of it */
    static OrderEvent of(Order order, OrderStatus reached, StoreCurrency currency) {
        Instant at = switch (reached) {
            case PLACED -> order.placedAt();
            case SHIPPED -> order.shippedAt();
            case CANCELLED -> order.cancelledAt();
            case UNKNOWN -> throw new UndeliveredException("the event is of a later version");
        };
        if (at == null) {
            throw new UndeliveredException("the order does not say when it was " + reached.code());
        }
        return new OrderEvent(
                "evt_" + order.id() + "_" + reached.code(),
                "order." + reached.code(),
                at,
                OrderResponse.of(order.reached(reached, at), currency));
    }
}
