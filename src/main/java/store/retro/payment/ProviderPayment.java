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
 * @param captured what was taken of it in all
 * @param refunded what was given back of that, or is on its way; not what a capture of a part has let go
 * @param captureBefore when the hold ends, as the provider says; null where it does not, or holds nothing
 */
public record ProviderPayment(
        String id,
        String userId,
        long amount,
        String currency,
        @With PaymentStatus status,
        @Nullable String clientSecret,
        @With long captured,
        @With long refunded,
        @Nullable Instant captureBefore) {

    /** One whose provider takes all or nothing, and never says when a hold ends. */
    public ProviderPayment(
            String id,
            String userId,
            long amount,
            String currency,
            PaymentStatus status,
            @Nullable String clientSecret) {
        this(
                id,
                userId,
                amount,
                currency,
                status,
                clientSecret,
                status == PaymentStatus.CAPTURED || status == PaymentStatus.REFUNDED ? amount : 0,
                status == PaymentStatus.REFUNDED ? amount : 0,
                null);
    }

    /** What was taken of it and not given back. */
    public long taken() {
        return captured - refunded;
    }
}
