package store.retro.payment.stripe;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeError;
import java.util.Optional;
import java.util.Set;
import store.retro.payment.PaymentNotPossibleException;
import store.retro.payment.PaymentRefusedException;
import store.retro.payment.UnknownPaymentMethodException;

/**
 * What Stripe's refusals mean.
 *
 * @see <a href="https://docs.stripe.com/error-codes">Stripe: error codes</a>
 */
final class StripeRefusals {

    private static final Set<String> OF_AMOUNTS = Set.of(
            "amount_too_small",
            "amount_too_large",
            "invalid_charge_amount",
            "invalid_charge_amount_no_decimal_compatible");

    private static final Set<String> OF_KEYS = Set.of(
            "account_invalid",
            "api_key_expired",
            "livemode_mismatch",
            "platform_api_key_expired",
            "secret_key_required",
            "testmode_charges_only");

    private StripeRefusals() {}

    /** One that lasts. */
    static PaymentRefusedException of(StripeException e) {
        String param = param(e);
        if (isOf(OF_AMOUNTS, e) || param.equals("amount")) {
            return new PaymentNotPossibleException(described(e), e);
        }
        if (e instanceof CardException || param.equals("payment_method")) {
            return new UnknownPaymentMethodException();
        }
        if (e instanceof AuthenticationException || isOf(OF_KEYS, e)) {
            return new PaymentRefusedException(
                    "Stripe refuses the key in store.payment.stripe.api-key, or it may not do this: " + described(e),
                    e);
        }
        if (param.equals("currency")) {
            return new PaymentRefusedException(
                    "Stripe takes no payments in store.currency for this account: " + described(e), e);
        }
        return new PaymentRefusedException("Stripe refuses what this version asks for: " + described(e), e);
    }

    private static boolean isOf(Set<String> codes, StripeException e) {
        return e.getCode() != null && codes.contains(e.getCode());
    }

    /** What an operator may know of a failure: neither key nor card nor person. */
    static String described(StripeException e) {
        return "Stripe: " + e.getClass().getSimpleName() + ", status " + e.getStatusCode() + ", code " + e.getCode()
                + ", param " + param(e) + ", request " + e.getRequestId();
    }

    private static String param(StripeException e) {
        return Optional.ofNullable(e.getStripeError())
                .map(StripeError::getParam)
                .orElse("none");
    }

    /** Whether it is an answer of before that Stripe has remembered under its key, and says nothing of now. */
    static boolean isReplay(Throwable failure) {
        return failure instanceof StripeException e
                && Optional.ofNullable(e.getStripeError())
                        .map(StripeError::getLastResponse)
                        .flatMap(response -> response.headers().firstValue("Idempotent-Replayed"))
                        .isPresent();
    }
}
