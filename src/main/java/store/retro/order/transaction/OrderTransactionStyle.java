package store.retro.order.transaction;

/** Who holds an order's transaction. */
enum OrderTransactionStyle {
    /** Spring's {@code @Transactional}. */
    MANAGED,
    /** The code itself. */
    MANUAL
}
