package store.retro.order.transaction;

import java.util.List;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.bulk.Bulk;
import org.springframework.data.mongodb.core.bulk.BulkWriteOptions;
import org.springframework.stereotype.Component;
import store.retro.order.CancelReason;
import store.retro.order.HistoryEntry;
import store.retro.order.Order;
import store.retro.order.OrderLine;
import store.retro.order.OrderStatus;
import store.retro.order.Refund;
import store.retro.order.storage.OrderDeliveries;
import store.retro.order.storage.OrderReductions;
import store.retro.order.storage.Orders;
import store.retro.platform.mongo.ServerVersion;
import store.retro.product.Product;
import store.retro.product.Products;
import store.retro.product.StockChange;
import store.retro.product.StockMovedException;
import store.retro.user.Address;
import store.retro.user.User;
import store.retro.user.UserUpdate;
import store.retro.user.Users;

/** The writes of an order's transactions, the same in both styles. */
@Component
class OrderWrites {

    private final Products products;
    private final Users users;
    private final Orders orders;
    private final OrderDeliveries deliveries;
    private final OrderReductions reductions;
    private final ServerVersion server;
    private final OrderTransactionWrites style;

    OrderWrites(
            Products products,
            Users users,
            Orders orders,
            OrderDeliveries deliveries,
            OrderReductions reductions,
            ServerVersion server,
            OrderTransactionProperties properties) {
        this.products = products;
        this.users = users;
        this.orders = orders;
        this.deliveries = deliveries;
        this.reductions = reductions;
        this.server = server;
        this.style = properties.writes();
    }

    /**
     * Places them. Stock comes first: there buyers meet, and a conflict that shows at once has cost the least.
     *
     * @param transaction the operations of the running transaction
     */
    void write(MongoOperations transaction, List<Order> placed) {
        List<StockChange> lines = StockChange.inSum(
                placed.stream().flatMap(order -> order.items().stream()).map(OrderLine::stockChange));
        List<UserUpdate> updates = placed.stream().map(Order::userUpdate).toList();
        if (style.together(server)) {
            try {
                writeTogether(transaction, lines, updates, placed);
                return;
            } catch (RuntimeException failure) {
                style.failed(server, failure);
                throw failure;
            }
        }
        products.take(transaction, lines);
        users.spend(transaction, updates);
        orders.insert(transaction, placed);
    }

    /** In the same sequence; what matched nothing shows at the end. */
    private static void writeTogether(
            MongoOperations transaction, List<StockChange> lines, List<UserUpdate> updates, List<Order> placed) {
        Bulk writes = Bulk.builder()
                .inCollection(Product.class, stock -> Products.taking(stock, lines))
                .inCollection(User.class, users -> Users.spending(users, updates))
                .inCollection(Order.class, all -> placed.forEach(all::insert))
                .build();
        long matched = transaction.bulkWrite(writes, BulkWriteOptions.ordered()).matchedCount();
        if (matched != lines.size() + updates.size()) {
            throw new StockMovedException();
        }
    }

    /**
     * Cancels it. The order comes first: its status decides whether there is anything to give back.
     *
     * @param transaction the operations of the running transaction
     */
    void cancel(MongoOperations transaction, Order order, CancelReason reason, HistoryEntry entry) {
        reductions.cancel(transaction, order, reason, entry);
        products.giveBack(
                transaction,
                order.linesLeft().stream().map(OrderLine::stockChange).toList());
        users.takeBack(transaction, order.userId(), order.amountDue());
    }

    /**
     * Gives back a part of it. The order comes first, as above.
     *
     * @param transaction the operations of the running transaction
     */
    void refund(MongoOperations transaction, Order order, Refund refund, OrderStatus becomes) {
        reductions.refund(transaction, order, refund, becomes);
        if (refund.restocked()) {
            products.giveBack(transaction, refund.stockChanges());
        }
        users.takeBack(transaction, order.userId(), refund.amount());
    }

    /** @param transaction the operations of the running transaction */
    void ship(MongoOperations transaction, Order order, HistoryEntry entry) {
        deliveries.ship(transaction, order, entry);
    }

    /** @param transaction the operations of the running transaction */
    void changeShipment(MongoOperations transaction, Order order, HistoryEntry entry) {
        deliveries.changeShipment(transaction, order, entry);
    }

    /** @param transaction the operations of the running transaction */
    void changeAddress(MongoOperations transaction, Order order, Address address, HistoryEntry entry) {
        deliveries.changeAddress(transaction, order, address, entry);
        users.spend(transaction, List.of(new UserUpdate(order.userId(), address, 0)));
    }
}
