package store.retro.payment;

/** The payment provider does not know the way of paying, or cannot use it. */
public class UnknownPaymentMethodException extends PaymentRefusedException {

    public UnknownPaymentMethodException() {
        super("the provider does not know the way of paying", null);
    }
}
