package store.retro.order;

/** Who holds an order's transaction. */
enum PlacementStyle {
    /** Spring's {@code @Transactional}. */
    MANAGED,
    /** The code itself. */
    MANUAL
}
