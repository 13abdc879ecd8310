package store.retro.product;

/** Stock or a price changed between reading it and taking it; whoever catches this reads again and decides anew. */
public class StockMovedException extends RuntimeException {

    public StockMovedException() {
        super("stock or a price changed since it was read", null, false, false);
    }
}
