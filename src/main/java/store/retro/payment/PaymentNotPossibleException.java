package store.retro.payment;

/** The payment provider can never take this amount in this currency. */
public class PaymentNotPossibleException extends PaymentRefusedException {

    public PaymentNotPossibleException(String message, Throwable cause) {
        super(message, cause);
    }
}
