package store.retro.order.storage;

import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import store.retro.order.Order;
import store.retro.order.OrderEventType;
import store.retro.order.Outbox;
import store.retro.order.Refund;
import store.retro.order.Settlement;

/**
 * Notes events of an order, in the write that lets them happen. While one before is being delivered, its worker's lease
 * stands; what was given up is tried again, and each event has all its attempts.
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class OutboxWrites {

    private final OutboxRecording recording;

    /** Notes an event of the order's status. */
    void status(Update update, Order order, OrderEventType event, Instant at) {
        if (recording.enabled()) {
            note(update, Outbox.STATUS, Outbox.MONEY, order, event, at);
        }
    }

    /** Notes an event of the order's money, and when it was; each but the capture itself is told once. */
    void money(Update update, Order order, OrderEventType event, Instant at) {
        Instant told = switch (event) {
            case CAPTURE_FAILED -> order.settlement().captureFailedAt();
            case DISPUTED -> order.settlement().disputedAt();
            default -> null;
        };
        if (recording.enabled() && told == null) {
            update.set(whenOf(event), at);
            note(update, Outbox.MONEY, Outbox.STATUS, order, event, at);
        }
    }

    private static String whenOf(OrderEventType event) {
        return switch (event) {
            case CAPTURE_FAILED -> Settlement.CAPTURE_FAILED_AT;
            case DISPUTED -> Settlement.DISPUTED_AT;
            default -> Settlement.CAPTURED_AT;
        };
    }

    /** Notes that something was given back; the refund is to be stored as it is returned. */
    public Refund refunded(Update update, Order order, Refund refund) {
        if (!recording.enabled()) {
            return refund;
        }
        note(update, Outbox.MONEY, Outbox.STATUS, order, OrderEventType.REFUNDED, refund.at());
        return refund.withTold(true);
    }

    /** As {@link #money}, for an update that the driver makes; nothing where nobody listens. */
    public Bson money(Order order, OrderEventType event, Instant at) {
        Update update = new Update();
        money(update, order, event, at);
        return update.getUpdateObject();
    }

    private static void note(
            Update update, Outbox.Place place, Outbox.Place other, Order order, OrderEventType event, Instant at) {
        if (place.of(order) == null) {
            Document due = new Document("at", at).append("attempts", 0);
            update.set(place.path(), new Document("pending", List.of(event.stored())).append("due", due));
        } else {
            update.push(place.pending(), event.stored());
            again(update, place, at);
        }
        if (Outbox.isDead(other.of(order))) {
            again(update, other, at);
        }
    }

    private static void again(Update update, Outbox.Place place, Instant at) {
        update.max(place.due() + ".at", at).set(place.due() + ".attempts", 0).unset(place.dead());
    }

    /** Lets what an order has pending there, and nobody is on, be delivered now. */
    public static Bson now(Outbox.Place place, Instant at) {
        return Updates.combine(
                Updates.set(place.due() + ".at", at),
                Updates.set(place.due() + ".attempts", 0),
                Updates.unset(place.dead()));
    }
}
