package store.retro.payment.stripe;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.param.DisputeListParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.service.V1Services;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.PaymentRefusedException;
import store.retro.platform.problem.StartRefusedException;

/**
 * Lets no instance become ready whose key Stripe refuses. While Stripe cannot be asked, the store starts without: most
 * of what it does needs no provider.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
@Slf4j
class StripeKeyCheck implements ApplicationRunner {

    private final V1Services stripe;
    private final ResilientStripeClient calls;

    @Override
    public void run(ApplicationArguments arguments) {
        PaymentIntentListParams one =
                PaymentIntentListParams.builder().setLimit(1L).build();
        DisputeListParams dispute = DisputeListParams.builder().setLimit(1L).build();
        try {
            calls.send("the store", null, options -> stripe.paymentIntents().list(one, options));
            calls.send("the store", null, options -> stripe.disputes().list(dispute, options));
        } catch (PaymentRefusedException e) {
            throw refusal(e);
        } catch (InvalidRequestException | CardException e) {
            throw refusal(calls.refused(e));
        } catch (PaymentGatewayException e) {
            log.warn("whether Stripe takes the store's key is not known: {}", e.getMessage());
        }
    }

    private static StartRefusedException refusal(PaymentRefusedException e) {
        return new StartRefusedException(
                e.getMessage(),
                "Set store.payment.stripe.api-key (STORE_PAYMENT_STRIPE_API_KEY) to a secret or restricted key that may"
                        + " read and write PaymentIntents and refunds, and read charges, disputes and events.",
                e);
    }
}
