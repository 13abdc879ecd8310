package store.retro.payment;

/** The orders, as far as payments have to know of them; whoever keeps orders implements it. */
public interface PaidOrders {

    /**
     * Closes a payment to orders, durably: from now on no order can be placed with it, one whose commit is under way
     * included.
     *
     * @return false when an order has the payment, so that it must not be given back
     */
    boolean close(String userId, String paymentId);

    /** Forgets that a payment was closed, whose record is gone. */
    void reopen(String userId, String paymentId);

    /**
     * Something has happened to the payment at its provider.
     *
     * @return whether an order has it, which then reads it again
     */
    boolean paymentMoved(String userId, String paymentId);

    /** Lets each order read its payment again of which a dispute was open: how that ends, the provider may not tell. */
    void readDisputesAgain();
}
