package store.retro.payment;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A payment and all refunds of it, as their provider sees them. How much was given back is summed up from the refunds,
 * read after the payment: what it says of that itself may be older.
 */
public record ProviderRefunds(ProviderPayment payment, List<ProviderRefund> all) {

    /** What was given back, or is on its way, or was lost. */
    public long givenBack() {
        return standing().mapToLong(ProviderRefund::amount).sum() + payment.lost();
    }

    /** Whether there is one with this id, the store's or the provider's, which has not failed. */
    public boolean carries(String id) {
        return standing().anyMatch(refund -> refund.is(id));
    }

    /** The last attempt at one with this id, the store's or the provider's, that has failed; -1 if none has. */
    public int failedAttempt(String id) {
        return all.stream()
                .filter(refund -> refund.failed() && refund.is(id))
                .mapToInt(ProviderRefund::attempt)
                .max()
                .orElse(-1);
    }

    /** Those that were not asked for by the store, and have not failed. */
    public List<ProviderRefund> madeElsewhere() {
        return standing().filter(refund -> Objects.isNull(refund.storeId())).toList();
    }

    private Stream<ProviderRefund> standing() {
        return all.stream().filter(refund -> !refund.failed());
    }
}
