package store.retro.payment;

import org.jspecify.annotations.Nullable;

/**
 * A payment as its provider sees it, who is to be believed.
 *
 * @param id the provider's id
 * @param userId whose it is, as the store told the provider
 * @param amount in minor units of {@code currency}
 * @param clientSecret only while an action is required
 */
public record ProviderPayment(
        String id,
        String userId,
        long amount,
        String currency,
        PaymentStatus status,
        @Nullable String clientSecret) {}
