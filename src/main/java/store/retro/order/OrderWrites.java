package store.retro.order;

import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;
import store.retro.product.Products;
import store.retro.user.Users;

/**
 * The three writes of an order, the same in both styles. Stock comes first: there buyers meet, and a conflict that shows
 * at once has cost the least.
 */
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

    /** @param transaction the operations of the running transaction */
    void apply(MongoOperations transaction, Order order) {
        products.take(transaction, order.items());
        users.spend(transaction, order.userId(), order.shippingAddress(), order.billingAmount());
        orders.insert(transaction, order);
    }
}
