package store.retro.reliability;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import store.retro.payment.stripe.PurchasesThatStripeRefuses;
import store.retro.payment.stripe.PurchasesThatStripeRefuses.Refusal;

/**
 * Row 26: the provider refuses for good, when a payment is started, when an order is placed and when it is settled: it
 * is never called passing, leaves nothing behind, and once the reason is gone everything goes on.
 */
@ExtendWith(ScorecardWriter.class)
class PermanentRefusalsIT {

    private static final PurchasesThatStripeRefuses PURCHASES = new PurchasesThatStripeRefuses();
    private static final Map<Style, InProcessStore> STORES = new ConcurrentHashMap<>();

    @AfterAll
    static void close() {
        STORES.values().forEach(InProcessStore::close);
        PURCHASES.close();
    }

    @InBothStyles
    void areSaidToLastAndLeaveNothingBehind(Style style) {
        InProcessStore store =
                STORES.computeIfAbsent(style, each -> InProcessStore.of(each, "refusals", PURCHASES.properties()));
        for (Refusal refusal : Refusal.values()) {
            Scorecard.line(26, "refused for good: " + refusal, style)
                    .run(Profile.times(2, 50), random -> purchase(store, refusal, new Random(random.seed())));
        }
    }

    private static long purchase(InProcessStore store, Refusal refusal, Random random) {
        return PURCHASES.run(store.shop(), store.database().getDatabase(store.name()), refusal, random);
    }
}
