package store.retro.payment.stripe;

import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeCollection;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.service.PaymentIntentService;
import java.time.Instant;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import store.retro.payment.ListedPayment;
import store.retro.payment.PaymentGateway.Page;

/**
 * What Stripe knows of a store's payments. Its list cannot be asked for metadata, and its search, which can, lags
 * behind: so all of the account's are read.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
final class StripeListing {

    private final PaymentIntentService intents;
    private final StripeLists lists;
    private final StripeCurrency currency;

    Page page(String storeId, Instant since, @Nullable String after) {
        PaymentIntentListParams params = PaymentIntentListParams.builder()
                .setCreated(PaymentIntentListParams.Created.builder()
                        .setGte(since.getEpochSecond())
                        .build())
                .setLimit(StripeLists.PAGE)
                .setStartingAfter(after)
                .addExpand("data." + StripeGateway.CHARGE)
                .build();
        return page(storeId, lists.page(StripeLists.THE_STORE, options -> intents.list(params, options)));
    }

    private Page page(String storeId, StripeCollection<PaymentIntent> found) {
        return new Page(
                found.getData().stream()
                        .filter(intent -> storeId.equals(
                                StripePaymentReading.metadata(intent).get(StripeGateway.STORE_ID)))
                        .map(this::listed)
                        .toList(),
                StripeLists.next(found));
    }

    private ListedPayment listed(PaymentIntent intent) {
        return new ListedPayment(
                StripePaymentReading.metadata(intent).getOrDefault(StripeGateway.PAYMENT_ID, ""),
                Instant.ofEpochSecond(intent.getCreated()),
                StripePaymentReading.of(intent, currency));
    }
}
