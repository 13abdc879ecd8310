package store.retro.order.transaction;

import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.transaction.annotation.Transactional;
import store.retro.order.CancelReason;
import store.retro.order.HistoryEntry;
import store.retro.order.Order;
import store.retro.order.OrderStatus;
import store.retro.order.Refund;
import store.retro.user.Address;

/** The managed style: Spring begins, commits or aborts, and closes the session, around a method that only writes. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class ManagedOrderTransactions implements OrderTransactions {

    private final MongoOperations mongo;
    private final OrderWrites writes;

    @Override
    @Transactional
    public void place(List<Order> orders) {
        writes.write(mongo, orders);
    }

    @Override
    @Transactional
    public void cancel(Order order, CancelReason reason, HistoryEntry entry) {
        writes.cancel(mongo, order, reason, entry);
    }

    @Override
    @Transactional
    public void refund(Order order, Refund refund, OrderStatus becomes) {
        writes.refund(mongo, order, refund, becomes);
    }

    @Override
    @Transactional
    public void ship(Order order, HistoryEntry entry) {
        writes.ship(mongo, order, entry);
    }

    @Override
    @Transactional
    public void changeShipment(Order order, HistoryEntry entry) {
        writes.changeShipment(mongo, order, entry);
    }

    @Override
    @Transactional
    public void changeAddress(Order order, Address address, HistoryEntry entry) {
        writes.changeAddress(mongo, order, address, entry);
    }
}
