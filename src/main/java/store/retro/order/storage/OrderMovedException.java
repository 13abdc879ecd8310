package store.retro.order.storage;

/** The order is no longer in the state that the change begins from; whoever catches this reads it again. */
public class OrderMovedException extends RuntimeException {

    OrderMovedException() {
        super("the order has moved on", null, false, false);
    }
}
