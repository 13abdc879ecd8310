package store.retro.order.events;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Instant;
import lombok.extern.slf4j.Slf4j;
import org.bson.conversions.Bson;
import store.retro.money.StoreCurrency;
import store.retro.order.Order;
import store.retro.order.OrderEventType;
import store.retro.order.Outbox;
import store.retro.order.events.WebhookSender.UndeliveredException;
import store.retro.order.storage.Orders;
import store.retro.order.storage.OutboxWrites;
import store.retro.platform.background.BackgroundJob;
import store.retro.platform.background.BackgroundProperties;
import store.retro.platform.background.LeasedWorkQueue;
import store.retro.platform.background.LeasedWorkQueue.Claim;
import store.retro.platform.background.WaitingWork;
import store.retro.platform.documents.StoredDocuments;

/**
 * Delivers the events of orders that stand in one of their outboxes, each at least once, those of one order one after
 * the other, also of both outboxes. The events were written with what they tell of; see {@code
 * docs/decisions/order-events.md}.
 */
@Slf4j
final class OrderEvents implements BackgroundJob {

    private final String name;
    private final Outbox.Place mine;
    private final Outbox.Place others;
    private final WebhookSender receiver;
    private final EventProperties properties;
    private final StoreCurrency currency;
    private final Clock clock;
    private final LeasedWorkQueue<Order> work;

    OrderEvents(
            String name,
            Outbox.Place mine,
            Outbox.Place others,
            WebhookSender receiver,
            EventProperties properties,
            StoreCurrency currency,
            StoredDocuments documents,
            BackgroundProperties background,
            Clock clock) {
        this.name = name;
        this.mine = mine;
        this.others = others;
        this.receiver = receiver;
        this.properties = properties;
        this.currency = currency;
        this.clock = clock;
        this.work = new LeasedWorkQueue<>(
                documents, Order.class, mine.due(), Orders.USER_ID, mine.dead(), background, clock);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return "events";
    }

    @Override
    public boolean doNext() {
        return properties.enabled() && work.doNext(orders -> this::deliver);
    }

    private void deliver(Claim<Order> claim) {
        Order order = claim.document();
        Outbox outbox = mine.of(order);
        if (outbox == null || outbox.pending().isEmpty()) {
            work.finish(claim);
            return;
        }
        int pending = outbox.pending().size();
        try {
            OrderEventType type = outbox.pending().get(0);
            OrderEvent event = OrderEvent.of(order, type, currency);
            requireNoneBefore(order, type, event.timestamp());
            receiver.deliver(event);
        } catch (UndeliveredException e) {
            failed(claim, pending, e.getMessage());
            return;
        }
        Bson wasTheOnlyOne = Filters.size(mine.pending(), 1);
        work.finishIf(claim, wasTheOnlyOne, Updates.popFirst(mine.pending()), wake(order));
    }

    private void requireNoneBefore(Order order, OrderEventType type, Instant time) {
        Outbox outbox = others.of(order);
        if (outbox != null && !outbox.pending().isEmpty()) {
            OrderEventType other = outbox.pending().get(0);
            int difference = OrderEvent.timeOf(order, other).compareTo(time);
            if (difference < 0 || difference == 0 && other.compareTo(type) < 0) {
                throw new UndeliveredException("an event before it is not acknowledged");
            }
        }
    }

    /** What waits for this one. */
    private Bson wake(Order order) {
        Outbox outbox = others.of(order);
        return outbox == null || outbox.pending().isEmpty()
                ? Updates.combine()
                : OutboxWrites.now(others, clock.instant());
    }

    private void failed(Claim<Order> claim, int pending, String failure) {
        if (claim.attempts() < properties.deadAfter()) {
            work.postpone(claim, failure);
        } else {
            work.giveUpIf(claim, Filters.size(mine.pending(), pending), failure);
            log.warn(
                    "the events of order {} wait for staff after {} attempts: {}",
                    claim.id(),
                    claim.attempts(),
                    failure);
        }
    }

    @Override
    public WaitingWork waiting() {
        return work.waiting();
    }
}
