package store.retro.payment.simulated;

import org.jspecify.annotations.Nullable;
import store.retro.money.Money;
import store.retro.payment.PaymentRefund;
import store.retro.payment.ProviderRefund;
import store.retro.platform.documents.Counter;

/**
 * What was given back.
 *
 * @param refund the idempotency key it came with; the provider's own id of what was done elsewhere
 * @param elsewhere whether somebody else than the store has done it
 * @param failed whether it has not arrived
 */
record Given(
        String refund,
        @Counter int attempt,
        long amount,
        @Nullable Boolean elsewhere,
        @Nullable Boolean failed) {

    Given {
        Money.requireFrom(0, amount);
    }

    static Given of(PaymentRefund refund) {
        return new Given(refund.id(), refund.attempt(), refund.amount(), null, null);
    }

    ProviderRefund toProviderRefund() {
        boolean ours = !Boolean.TRUE.equals(elsewhere);
        return new ProviderRefund(
                ours ? "given_" + refund + "_" + attempt : refund,
                ours ? refund : null,
                attempt,
                amount,
                Boolean.TRUE.equals(failed));
    }
}
