package store.retro.payment;

/** Nothing says, or not enough, who takes the money; {@link NoPaymentGatewayAnalyzer} tells the operator what to set. */
public class NoPaymentGatewayException extends RuntimeException {

    public NoPaymentGatewayException(String message) {
        super(message);
    }
}
