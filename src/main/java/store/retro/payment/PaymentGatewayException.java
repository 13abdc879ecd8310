package store.retro.payment;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The payment provider cannot be asked now; what was asked may or may not have happened, and may be asked again. */
public class PaymentGatewayException extends RuntimeException {

    public PaymentGatewayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
