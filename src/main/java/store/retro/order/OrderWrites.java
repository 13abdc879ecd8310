package store.retro.order;

import java.time.Instant;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;
import store.retro.product.Products;
import store.retro.user.Users;

/** The writes of an order's transactions, the same in both styles. */
@Component
class OrderWrites {

    private final Products products;
    private final Users users;
    private final Orders orders;

    OrderWrites(Products products, Users users, Orders orders) {
        this.products = products;
        this.users = users;
        this.orders = orders;
    }

    /**
     * Places it. Stock comes first: there buyers meet, and a conflict that shows at once has cost the least.
     *
     * @param transaction the operations of the running transaction
     */
    void apply(MongoOperations transaction, Order order) {
        products.take(transaction, order.items());
        users.spend(transaction, order.userId(), order.shippingAddress(), order.billingAmount());
        orders.insert(transaction, order);
    }

    /**
     * Cancels it. The order comes first: its status decides whether there is anything to give back.
     *
     * @param transaction the operations of the running transaction
     */
    void cancel(MongoOperations transaction, Order order, Instant now) {
        orders.cancel(transaction, order, now);
        products.giveBack(transaction, order.items());
        users.takeBack(transaction, order.userId(), order.billingAmount());
    }

    /** @param transaction the operations of the running transaction */
    void ship(MongoOperations transaction, Order order, Instant now) {
        orders.ship(transaction, order, now);
    }
}
