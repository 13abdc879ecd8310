package store.retro.payment;

import org.jspecify.annotations.Nullable;

/**
 * The payment provider will not do what was asked, however often it is asked: a setting is wrong, or the service asks
 * for what the provider does not know. Nothing has happened.
 */
public class PaymentRefusedException extends PaymentGatewayException {

    /** @param message for operators, with the name of the setting where it is one; nothing secret */
    public PaymentRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
