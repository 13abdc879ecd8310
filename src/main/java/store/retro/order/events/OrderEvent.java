package store.retro.order.events;

import java.time.Instant;
import store.retro.money.StoreCurrency;
import store.retro.order.Order;
import store.retro.order.OrderEventType;
import store.retro.order.OrderResponse;
import store.retro.order.OrderStatus;
import store.retro.order.Refund;
import store.retro.order.events.WebhookSender.UndeliveredException;

/**
 * Something that has happened to an order, as its receiver sees it; {@code docs/events} has a schema of each type.
 *
 * @param id the same at every delivery, for the receiver to tell a repeated one by
 * @param type {@code order.placed}, {@code order.captured}, {@code order.capture-failed}, {@code order.disputed},
 *     {@code order.refunded}, {@code order.cancelled} or {@code order.shipped}
 * @param timestamp when it happened
 * @param data the order as it was then
 */
record OrderEvent(String id, String type, Instant timestamp, OrderResponse data) {

    /** @throws UndeliveredException when nobody could make sense of it */
    static OrderEvent of(Order order, OrderEventType event, StoreCurrency currency) {
        Instant at = timeOf(order, event);
        return new OrderEvent(
                "evt_" + order.id() + "_" + event.code()
                        + (event == OrderEventType.REFUNDED
                                ? "_" + refund(order).id()
                                : ""),
                "order." + event.code(),
                at,
                OrderResponse.of(then(order, event, at), currency));
    }

    private static Order then(Order now, OrderEventType event, Instant at) {
        Order order = now.reducedAsOf(at);
        return switch (event) {
            case PLACED -> order.reached(OrderStatus.PLACED, at);
            case SHIPPED -> order.reached(OrderStatus.SHIPPED, at);
            case CANCELLED -> order.reached(OrderStatus.CANCELLED, at);
            default -> order.asOf(at);
        };
    }

    private static Refund refund(Order order) {
        return order.firstToTell()
                .orElseThrow(() -> new UndeliveredException("the order does not say what was given back"));
    }

    /** @throws UndeliveredException when the order does not say */
    static Instant timeOf(Order order, OrderEventType event) {
        Instant at = switch (event) {
            case PLACED -> order.placedAt();
            case CAPTURED -> order.settlement().capturedAt();
            case CAPTURE_FAILED -> order.settlement().captureFailedAt();
            case DISPUTED -> order.settlement().disputedAt();
            case SHIPPED -> order.shippedAt();
            case REFUNDED -> refund(order).at();
            case CANCELLED -> order.cancelledAt();
            case UNKNOWN -> throw new UndeliveredException("the event is of a later version");
        };
        if (at == null) {
            throw new UndeliveredException("the order does not say when it was " + event.code());
        }
        return at;
    }
}
