package store.retro.payment.stripe;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Refund;
import com.stripe.param.RefundCreateParams;
import com.stripe.service.RefundService;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import store.retro.payment.Payment;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.PaymentRefund;
import store.retro.payment.ProviderFailureException;
import store.retro.payment.ProviderRefund;

/**
 * Refunds at Stripe. Each carries the store's id of it as metadata, and is asked for under that id as the idempotency
 * key, whatever the time: Stripe may forget the key after a day, but not the refund. Under another key it is asked for
 * only after Stripe has repeated a failure of before, for then nothing can happen under the former any more.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StripeRefunds {

    static final String REFUND_ID = "refund_id";
    static final String ATTEMPT = "refund_attempt";

    private final RefundService refunds;
    private final StripeLists lists;
    private final ResilientStripeClient calls;
    private final StripeCurrency currency;
    private final Supplier<String> storeId;

    /** All that there are of a payment. */
    List<ProviderRefund> of(Payment payment) {
        return lists.refunds(payment.userId(), StripeGateway.providerId(payment)).stream()
                .filter(refund -> !isLetGo(refund))
                .map(refund -> read(payment, refund))
                .toList();
    }

    /** What a capture of a part has let go may be listed, too, and has moved nothing; it has no id of the store. */
    private static boolean isLetGo(Refund refund) {
        return "succeeded".equals(refund.getStatus())
                && refund.getBalanceTransaction() == null
                && !StripePaymentReading.metadata(refund).containsKey(REFUND_ID);
    }

    /** @throws PaymentGatewayException also where Stripe refuses, as what is left may have changed meanwhile */
    ProviderRefund send(Payment payment, PaymentRefund refund) {
        RefundCreateParams params = RefundCreateParams.builder()
                .setPaymentIntent(StripeGateway.providerId(payment))
                .setAmount(currency.ofStripe(refund.amount()))
                .putMetadata(StripeGateway.PAYMENT_ID, payment.id())
                .putMetadata(StripeGateway.STORE_ID, storeId.get())
                .putMetadata(REFUND_ID, refund.id())
                .putMetadata(ATTEMPT, Integer.toString(refund.attempt()))
                .build();
        try {
            return read(
                    payment,
                    calls.sendUnder(refund.key(), payment.userId(), options -> refunds.create(params, options)));
        } catch (InvalidRequestException | CardException e) {
            throw StripeRefusals.isReplay(e)
                    ? new ProviderFailureException(StripeRefusals.described(e), e)
                    : ResilientStripeClient.notNow(e);
        }
    }

    /** Versions before 2.0 have named the payment only, and given all of it back. */
    private ProviderRefund read(Payment payment, Refund refund) {
        Map<String, String> metadata = StripePaymentReading.metadata(refund);
        String id = metadata.get(REFUND_ID);
        if (id == null && payment.id().equals(metadata.get(StripeGateway.PAYMENT_ID))) {
            id = PaymentRefund.idOfAll(payment.id());
        }
        return new ProviderRefund(
                refund.getId(),
                id,
                attempt(metadata),
                currency.ofStore(Objects.requireNonNullElse(refund.getAmount(), 0L)),
                hasFailed(refund));
    }

    private static int attempt(Map<String, String> metadata) {
        String attempt = metadata.getOrDefault(ATTEMPT, "");
        return attempt.matches("\\d{1,6}") ? Integer.parseInt(attempt) : 0;
    }

    private static boolean hasFailed(Refund refund) {
        return "failed".equals(refund.getStatus()) || "canceled".equals(refund.getStatus());
    }
}
