package store.retro.payment;

import java.time.Instant;
import lombok.AccessLevel;
import lombok.Builder;
import lombok.With;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.MongoId;
import store.retro.money.Money;
import store.retro.platform.background.WorkState;

/**
 * The store's record of a payment. It is stored before the provider is called; its id is the idempotency key of that
 * call.
 *
 * @param amount in minor units of the store's currency
 * @param currency the store's, which never changes; absent before 2.0
 * @param method the provider's name of how it is paid, never a card
 * @param provider the {@linkplain PaymentGateway#name name} of the one that makes it; absent before 2.0
 * @param providerId the provider's own id, once it is known
 * @param live whether the provider has made it with real money; absent where it has no modes, and before 2.0
 * @param clientSecret with which the buyer's browser finishes it with the provider, while an action is required
 * @param idempotencyKey of the request that started it; dropped when it is declined, so that the key is free again
 * @param requestHash of that request; null once its user was erased
 * @param captureBefore when the provider ends the hold by itself, as it has said
 * @param release from when on it may be given back, if no order has used it
 */
@Builder
@Document(Payment.COLLECTION)
public record Payment(
        @MongoId String id,
        String userId,
        long amount,
        @Nullable String currency,
        PaymentStatus status,
        String method,
        @With(AccessLevel.PRIVATE) @Nullable String provider,
        @With(AccessLevel.PRIVATE) @Nullable String providerId,
        @With(AccessLevel.PRIVATE) @Nullable Boolean live,
        @Nullable String clientSecret,
        @Nullable String idempotencyKey,
        @Nullable String requestHash,
        Instant createdAt,
        @Nullable Instant captureBefore,
        @Nullable WorkState release) {

    public static final String COLLECTION = "payments";

    public Payment {
        Money.requireFrom(0, amount);
    }

    /** The same, known to a provider under an id of its own. */
    public Payment opened(String name, ProviderPayment made) {
        return withProvider(name).withProviderId(made.id()).withLive(made.live());
    }
}
