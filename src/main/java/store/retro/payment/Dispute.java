package store.retro.payment;

/**
 * That the buyer has objected to a payment at the bank. Of several of one payment it is the one that matters most: an
 * open one, else a lost one.
 *
 * @param id the provider's
 * @param amount what the buyer wants back, in minor units of the payment's currency
 * @param lost what the bank has given back for good, in all disputes of the payment
 * @param refundable whether the provider would refund the payment nevertheless
 */
public record Dispute(String id, State state, long amount, long lost, boolean refundable) {

    /** Whether nothing may be sent to the buyer, goods or money, unless the provider says so. */
    public boolean stops() {
        return state != State.WON;
    }

    /** How far one is. */
    public enum State {
        OPEN,
        LOST,
        /** Or withdrawn, or never more than a question. */
        WON
    }
}
