package store.retro.payment;

import org.jspecify.annotations.Nullable;

/**
 * A refund as its provider sees it.
 *
 * @param id the provider's id
 * @param storeId the {@link PaymentRefund#id()} that it was asked for with; null for one that was not asked for here
 * @param attempt that it was asked for with
 * @param amount in minor units of the payment's currency
 * @param failed whether the money is not on its way any more, and has not arrived
 */
public record ProviderRefund(String id, @Nullable String storeId, int attempt, long amount, boolean failed) {

    boolean is(String either) {
        return either.equals(storeId) || either.equals(id);
    }
}
