package store.retro.payment;

/** The provider does not know the way of paying; it knows nothing of the payment either. */
public class UnknownPaymentMethodException extends RuntimeException {

    public UnknownPaymentMethodException() {
        super("unknown payment method", null, false, false);
    }
}
