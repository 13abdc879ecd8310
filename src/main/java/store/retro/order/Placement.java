package store.retro.order;

import java.time.Instant;

/**
 * One attempt to place, cancel or ship an order: stock, user and order change together, or not at all. Whoever repeats it does so by
 * {@link store.retro.mongo.TransactionRetry}; an attempt itself never does, except for its commit.
 */
interface Placement {

    /**
     * Places the order. It may be called again with the same order after a failure that left nothing behind.
     *
     * @throws store.retro.product.StockMovedException when a line's stock or price is no longer what was read
     * @throws RuntimeException any other failure, told apart by {@link store.retro.mongo.TransactionErrors}
     */
    void place(Order order);

    /**
     * Cancels a placed order: it becomes cancelled, its stock comes back, and its amount no longer counts as spent.
     *
     * @throws OrderMovedException when it is not placed any more
     * @throws RuntimeException any other failure, as above
     */
    void cancel(Order order, Instant now);

    /**
     * Notes that a placed order, whose payment is captured, is on its way.
     *
     * @throws OrderMovedException when it is not placed any more, or its payment not captured yet
     * @throws RuntimeException any other failure, as above
     */
    void ship(Order order, Instant now);
}
