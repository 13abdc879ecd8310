package store.retro.order.events;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import lombok.extern.slf4j.Slf4j;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import store.retro.money.StoreCurrency;
import store.retro.order.Order;
import store.retro.order.Orders;
import store.retro.order.Outbox;
import store.retro.order.events.WebhookSender.UndeliveredException;
import store.retro.platform.background.BackgroundJob;
import store.retro.platform.background.BackgroundProperties;
import store.retro.platform.background.LeasedWorkQueue;
import store.retro.platform.background.LeasedWorkQueue.Claim;
import store.retro.platform.background.WaitingWork;
import store.retro.platform.mongo.StoredDocuments;

/**
 * Delivers the events of orders, each at least once, those of one order one after the other. The events stand in the
 * orders themselves, written with what they tell of; see {@code docs/decisions/order-events.md}.
 */
@Component
@Slf4j
class OrderEvents implements BackgroundJob {

    private final WebhookSender receiver;
    private final EventProperties properties;
    private final StoreCurrency currency;
    private final LeasedWorkQueue<Order> work;

    OrderEvents(
            WebhookSender receiver,
            EventProperties properties,
            StoreCurrency currency,
            StoredDocuments documents,
            BackgroundProperties background,
            Clock clock) {
        this.receiver = receiver;
        this.properties = properties;
        this.currency = currency;
        this.work = new LeasedWorkQueue<>(
                documents, Order.class, Outbox.DUE, Orders.USER_ID, Outbox.DEAD, background, clock);
    }

    @Override
    public String name() {
        return "order-events";
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
        Outbox outbox = order.outbox();
        if (outbox == null || outbox.pending().isEmpty()) {
            work.finish(claim);
            return;
        }
        try {
            receiver.deliver(OrderEvent.of(order, outbox.pending().get(0), currency));
        } catch (UndeliveredException e) {
            failed(claim, outbox.pending().size(), e.getMessage());
            return;
        }
        Bson wasTheOnlyOne = Filters.size(Outbox.PENDING, 1);
        work.finishIf(claim, wasTheOnlyOne, Updates.popFirst(Outbox.PENDING));
    }

    private void failed(Claim<Order> claim, int pending, String failure) {
        if (claim.attempts() < properties.deadAfter()) {
            work.postpone(claim, failure);
        } else {
            work.giveUpIf(claim, Filters.size(Outbox.PENDING, pending), failure);
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
