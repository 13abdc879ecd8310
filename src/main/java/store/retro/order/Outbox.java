package store.retro.order;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import store.retro.platform.background.WorkState;

/**
 * Events of an order that its receiver has not acknowledged yet. All that they tell stands in the order itself, so they
 * cost no write of their own. Those of its status and those of its money stand apart: versions before 2.0 cannot read
 * the latter, and do not look for them.
 *
 * @param pending in the order in which they happened
 * @param dead whether delivery was given up, until staff lets it be tried again or the order's next event comes
 */
public record Outbox(
        List<OrderEventType> pending,
        WorkState due,
        @Nullable Boolean dead) {

    /** Where an order keeps the events of its status. */
    public static final Place STATUS = new Place("outbox");

    /** Where it keeps those of its money. */
    public static final Place MONEY = new Place("moneyOutbox");

    public static Outbox ofNewOrder(Instant placedAt) {
        return new Outbox(List.of(OrderEventType.PLACED), WorkState.at(placedAt), null);
    }

    public static boolean isDead(@Nullable Outbox outbox) {
        return outbox != null && Boolean.TRUE.equals(outbox.dead());
    }

    /** @param path of an outbox in its order */
    public record Place(String path) {

        public @Nullable Outbox of(Order order) {
            return equals(STATUS) ? order.outbox() : order.moneyOutbox();
        }

        public String pending() {
            return path + ".pending";
        }

        public String due() {
            return path + ".due";
        }

        public String dead() {
            return path + ".dead";
        }
    }
}
