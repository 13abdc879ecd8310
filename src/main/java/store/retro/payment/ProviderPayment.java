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
 * @param live whether it is real money; null where the provider knows no other
 * @param captured what was taken of it in all
 * @param refunded what was given back of that, or is on its way; not what a capture of a part has let go
 * @param dispute of its buyer with the bank, as far as that was asked for; only what was taken has one
 * @param captureBefore when the hold ends, as the provider says; null where it does not, or holds nothing
 */
public record ProviderPayment(
        String id,
        String userId,
        long amount,
        String currency,
        @With PaymentStatus status,
        @Nullable String clientSecret,
        @With @Nullable Boolean live,
        @With long captured,
        @With long refunded,
        @With @Nullable Dispute dispute,
        @Nullable Instant captureBefore) {

    /** One whose provider takes all or nothing, has no modes, and never says when a hold ends. */
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
                null,
                status == PaymentStatus.CAPTURED || status == PaymentStatus.REFUNDED ? amount : 0,
                status == PaymentStatus.REFUNDED ? amount : 0,
                null,
                null);
    }

    /** What was taken, and neither given back nor lost. */
    public long taken() {
        return captured - refunded - lost();
    }

    /** Whether its dispute is open, or was lost. */
    public boolean isDisputed() {
        return dispute != null && dispute.stops();
    }

    /** What was lost in a dispute. */
    public long lost() {
        return dispute == null ? 0 : dispute.lost();
    }
}
