package store.retro.payment;

/** Nothing says, or not enough, who takes the money; {@link NoPaymentGatewayAnalyzer} tells the operator what to set. */
class NoPaymentGatewayException extends RuntimeException {

    NoPaymentGatewayException(String message) {
        super(message);
    }
}
