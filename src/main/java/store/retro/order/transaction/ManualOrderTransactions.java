package store.retro.order.transaction;

import com.mongodb.client.ClientSession;
import java.util.List;
import java.util.function.Consumer;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.data.mongodb.core.MongoOperations;
import store.retro.order.CancelReason;
import store.retro.order.HistoryEntry;
import store.retro.order.Order;
import store.retro.order.OrderStatus;
import store.retro.order.Refund;
import store.retro.platform.transaction.TransactionSessions;
import store.retro.user.Address;

/** The manual style: the session in hand, to start, commit or abort, and in any case close. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class ManualOrderTransactions implements OrderTransactions {

    private final MongoOperations mongo;
    private final TransactionSessions sessions;
    private final OrderWrites writes;

    @Override
    public void place(List<Order> orders) {
        inTransaction(transaction -> writes.write(transaction, orders));
    }

    @Override
    public void cancel(Order order, CancelReason reason, HistoryEntry entry) {
        inTransaction(transaction -> writes.cancel(transaction, order, reason, entry));
    }

    @Override
    public void refund(Order order, Refund refund, OrderStatus becomes) {
        inTransaction(transaction -> writes.refund(transaction, order, refund, becomes));
    }

    @Override
    public void ship(Order order, HistoryEntry entry) {
        inTransaction(transaction -> writes.ship(transaction, order, entry));
    }

    @Override
    public void changeShipment(Order order, HistoryEntry entry) {
        inTransaction(transaction -> writes.changeShipment(transaction, order, entry));
    }

    @Override
    public void changeAddress(Order order, Address address, HistoryEntry entry) {
        inTransaction(transaction -> writes.changeAddress(transaction, order, address, entry));
    }

    private void inTransaction(Consumer<MongoOperations> body) {
        try (ClientSession session = sessions.startSession()) {
            session.startTransaction();
            try {
                body.accept(mongo.withSession(session));
            } catch (RuntimeException | Error failure) {
                session.abortTransaction();
                throw failure;
            }
            sessions.commit(session);
        }
    }
}
