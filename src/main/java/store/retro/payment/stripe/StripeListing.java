package store.retro.payment.stripe;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeCollection;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.service.PaymentIntentService;
import java.time.Instant;
import java.util.List;
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

    private static final long PAGE = 100;

    private final PaymentIntentService intents;
    private final ResilientStripeClient calls;
    private final StripeCurrency currency;

    Page page(String storeId, Instant since, @Nullable String after) {
        PaymentIntentListParams params = PaymentIntentListParams.builder()
                .setCreated(PaymentIntentListParams.Created.builder()
                        .setGte(since.getEpochSecond())
                        .build())
                .setLimit(PAGE)
                .setStartingAfter(after)
                .addExpand("data." + StripeGateway.CHARGE)
                .build();
        try {
            return page(storeId, calls.send("the store", null, options -> intents.list(params, options)));
        } catch (InvalidRequestException | CardException e) {
            throw calls.refused(e);
        }
    }

    private Page page(String storeId, StripeCollection<PaymentIntent> found) {
        List<PaymentIntent> all = found.getData();
        boolean more = Boolean.TRUE.equals(found.getHasMore()) && !all.isEmpty();
        return new Page(
                all.stream()
                        .filter(intent -> storeId.equals(
                                StripePaymentReading.metadata(intent).get(StripeGateway.STORE_ID)))
                        .map(this::listed)
                        .toList(),
                more ? all.get(all.size() - 1).getId() : null);
    }

    private ListedPayment listed(PaymentIntent intent) {
        return new ListedPayment(
                StripePaymentReading.metadata(intent).getOrDefault(StripeGateway.PAYMENT_ID, ""),
                Instant.ofEpochSecond(intent.getCreated()),
                StripePaymentReading.of(intent, currency));
    }
}
