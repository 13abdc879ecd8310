package store.retro.payment;

import org.jspecify.annotations.Nullable;

/**
 * The payment provider has answered a request with a failure, and answers no other way to the same key: only under
 * another one can it still happen. Whether it has happened after all, the provider can be asked.
 */
public class ProviderFailureException extends PaymentGatewayException {

    public ProviderFailureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
