package store.retro.order;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import store.retro.platform.background.WorkState;

/**
 * The events of an order that its receiver has not acknowledged yet. An event is a status that the order has reached;
 * all that it tells stands in the order itself, so it costs no write of its own.
 *
 * @param pending in the order in which they happened
 * @param dead whether delivery was given up, until staff replays it or the order's next event comes
 */
public record Outbox(
        List<OrderStatus> pending, WorkState due, @Nullable Boolean dead) {

    public static final String PENDING = "outbox.pending";
    public static final String DUE = "outbox.due";
    public static final String DEAD = "outbox.dead";

    public static Outbox ofNewOrder(Instant placedAt) {
        return of(OrderStatus.PLACED, placedAt);
    }

    /** That of an order which had none before. */
    static Outbox of(OrderStatus reached, Instant at) {
        return new Outbox(List.of(reached), WorkState.at(at), null);
    }
}
