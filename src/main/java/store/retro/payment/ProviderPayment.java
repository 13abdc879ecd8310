package store.retro.payment;

import java.time.Instant;
import lombok.With;
import org.jspecify.annotations.Nullable;

/**
 * A payment as its provider sees it, who is to be believed.
 *
 * @param id the provider's id
 * @param userId whose it is, as the store told the provider
 * @param amount in minor units of {@code currency}
 * @param clientSecret only while an action is required
 * @param taken what was taken of it and not given back
 * @param captureBefore when the hold ends, as the provider says; null where it does not, or holds nothing
 */
public record ProviderPayment(
        String id,
        String userId,
        long amount,
        String currency,
        PaymentStatus status,
        @Nullable String clientSecret,
        @With long taken,
        @Nullable Instant captureBefore) {

    /** One whose provider takes all or nothing, and never says when a hold ends. */
    public ProviderPayment(
            String id,
            String userId,
            long amount,
            String currency,
            PaymentStatus status,
            @Nullable String clientSecret) {
        this(id, userId, amount, currency, status, clientSecret, status == PaymentStatus.CAPTURED ? amount : 0, null);
    }
}
