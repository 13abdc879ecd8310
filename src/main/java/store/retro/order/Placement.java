package store.retro.order;

/**
 * One attempt to place an order: stock, user and order change together, or not at all. Whoever repeats it does so by
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
}
