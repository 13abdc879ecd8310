package store.retro.user;

import java.time.Duration;
import java.time.Instant;
import lombok.Builder;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.MongoId;
import store.retro.money.Money;
import store.retro.platform.documents.Counter;
import store.retro.platform.documents.IfReadable;

/**
 * A buyer.
 *
 * @param id the {@code sub} of the identity provider's tokens, and nothing else, whatever it looks like
 * @param name null where whoever inserted the user knew none, or it was erased
 * @param email where the identity provider vouches for one
 * @param shippingAddress that of the latest order, null before the first
 * @param lifeTimeValue what the user's orders add up to, in minor units of the store's currency; below zero only where
 *     somebody has made it so
 * @param createdAt since when the store knows the user; null for longer than anybody remembers
 * @param erasedAt since when there is nothing else of the user: to all but staff as if there were none
 */
@Builder
@Document(Users.COLLECTION)
public record User(
        @MongoId String id,
        @IfReadable @Nullable String name,
        @IfReadable @Nullable String email,
        @IfReadable @Nullable Address shippingAddress,
        @Counter long lifeTimeValue,
        @IfReadable @Nullable Instant createdAt,
        @Nullable Instant erasedAt) {

    public User {
        Money.requireFrom(-Money.MOST, lifeTimeValue);
    }

    public boolean isYoungerThan(Duration age, Instant now) {
        return createdAt != null && createdAt.isAfter(now.minus(age));
    }

    public boolean isErased() {
        return erasedAt != null;
    }
}
