package store.retro.order.storage;

import java.util.List;
import java.util.Objects;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import store.retro.order.HistoryEntry;
import store.retro.order.Order;
import store.retro.order.OrderEventType;
import store.retro.order.OrderStatus;
import store.retro.order.Settlement;
import store.retro.order.Shipment;
import store.retro.order.WaitingMails.Mail;
import store.retro.payment.PaymentStatus;
import store.retro.user.Address;

/** Where an order is sent, that it is, and what is said of its parcel: each change is noted, once. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class OrderDeliveries {

    private static final String SHIPMENT = "shipment";

    private final OutboxWrites outbox;
    private final MailWrites mails;

    /**
     * Marks a placed order, whose payment is captured, as shipped.
     *
     * @param transaction the operations of a running transaction
     * @param entry what its history says of it, and of the parcel
     * @throws OrderMovedException when anything has happened to it since it was read, or its payment is not captured
     */
    public void ship(MongoOperations transaction, Order order, HistoryEntry entry) {
        Update update = sent(entry).set("status", OrderStatus.SHIPPED).set("shippedAt", entry.at());
        outbox.status(update, order, OrderEventType.SHIPPED, entry.at());
        mails.note(update, order, entry.at(), Mail.of(OrderEventType.SHIPPED));
        Orders.move(transaction, asRead(order).and(Settlement.STATUS).is(PaymentStatus.CAPTURED), update);
    }

    /**
     * Replaces what is said of the parcel of a shipped order.
     *
     * @param transaction the operations of a running transaction
     * @param entry what its history says of it, and of the parcel
     * @throws OrderMovedException when anything has happened to it since it was read
     */
    public void changeShipment(MongoOperations transaction, Order order, HistoryEntry entry) {
        Orders.move(transaction, asRead(order), sent(entry));
    }

    /**
     * Changes where a placed order is sent.
     *
     * @param transaction the operations of a running transaction
     * @param entry what its history says of it
     * @throws OrderMovedException when anything has happened to it since it was read
     */
    public void changeAddress(MongoOperations transaction, Order order, Address address, HistoryEntry entry) {
        Orders.move(transaction, asRead(order), noted(entry).set("shippingAddress", address));
    }

    private static Update sent(HistoryEntry entry) {
        Shipment shipment = entry.shipment();
        return shipment == null ? noted(entry).unset(SHIPMENT) : noted(entry).set(SHIPMENT, shipment.document());
    }

    private static Update noted(HistoryEntry entry) {
        return new Update().push(HistoryEntry.HISTORY, entry.document());
    }

    /** As long as it has its status, and nothing else is noted of it. */
    private static Criteria asRead(Order order) {
        int noted = Objects.requireNonNullElse(order.history(), List.of()).size();
        return Orders.of(order)
                .and("status")
                .is(order.status())
                .and(HistoryEntry.HISTORY + "." + noted)
                .exists(false);
    }
}
