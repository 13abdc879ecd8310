package store.retro.order.transaction;

import java.util.List;
import java.util.stream.Stream;
import store.retro.order.CancelReason;
import store.retro.order.HistoryEntry;
import store.retro.order.Order;
import store.retro.order.OrderLine;
import store.retro.order.OrderStatus;
import store.retro.order.Refund;
import store.retro.product.Products;
import store.retro.user.Address;
import store.retro.user.Users;

/**
 * One attempt to place, cancel, refund, ship or mend: stock, user and order change together, or not at all. Whoever
 * repeats it does so by {@link store.retro.platform.transaction.TransactionRetry}; an attempt itself never does, except
 * for its commit.
 */
public interface OrderTransactions {

    /**
     * The documents that a transaction of the order changes and others may want, too: at each it waits for its turn.
     */
    static List<String> keys(Order order) {
        return Stream.concat(
                        order.items().stream().map(OrderLine::productId).map(Products::admissionKey),
                        Stream.of(Users.admissionKey(order.userId())))
                .toList();
    }

    /**
     * Places the orders, all or none. It may be called again with the same ones after a failure that left nothing
     * behind.
     *
     * @param orders one, or several whose lines on a product have the same price
     * @throws store.retro.product.StockMovedException when there is not enough stock for all, or a line's price is no
     *     longer what was read
     * @throws RuntimeException any other failure, told apart by {@link
     *     store.retro.platform.transaction.TransactionErrors}
     */
    void place(List<Order> orders);

    /**
     * Cancels a placed order: it becomes cancelled, what is left of its lines comes back into stock, and what is left
     * of its amount no longer counts as spent.
     *
     * @param entry what its history says of it
     * @throws store.retro.order.storage.OrderMovedException when it is not placed any more, or was reduced meanwhile
     * @throws RuntimeException any other failure, as above
     */
    void cancel(Order order, CancelReason reason, HistoryEntry entry);

    /**
     * Gives back a part of a placed or shipped order, or what is left of it: its lines into stock, where the refund
     * says so, and its amount no longer counts as spent.
     *
     * @param becomes cancelled or returned, or as it is
     * @throws store.retro.order.storage.OrderMovedException when its status, or what is left of it, has changed
     * @throws RuntimeException any other failure, as above
     */
    void refund(Order order, Refund refund, OrderStatus becomes);

    /**
     * Notes that a placed order, whose payment is captured, is on its way.
     *
     * @param entry what its history says of it, and of the parcel
     * @throws store.retro.order.storage.OrderMovedException when anything has happened to it since it was read, or its
     *     payment is not captured yet
     * @throws RuntimeException any other failure, as above
     */
    void ship(Order order, HistoryEntry entry);

    /**
     * Replaces what is said of the parcel of a shipped order.
     *
     * @param entry what its history says of it, and of the parcel
     * @throws store.retro.order.storage.OrderMovedException when anything has happened to it since it was read
     * @throws RuntimeException any other failure, as above
     */
    void changeShipment(Order order, HistoryEntry entry);

    /**
     * Changes where a placed order is sent; the user's own address follows.
     *
     * @param entry what its history says of it
     * @throws store.retro.order.storage.OrderMovedException when anything has happened to it since it was read
     * @throws RuntimeException any other failure, as above
     */
    void changeAddress(Order order, Address address, HistoryEntry entry);
}
