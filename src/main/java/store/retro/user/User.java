package store.retro.user;

import java.time.Duration;
import java.time.Instant;
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
 * @param name null where whoever inserted the user knew none
 * @param shippingAddress that of the latest order, null before the first
 * @param lifeTimeValue what the user's orders add up to, in minor units of the store's currency; below zero only where
 *     somebody has made it so
 * @param createdAt since when the store knows the user; null for longer than anybody remembers
 */
@Document(Users.COLLECTION)
public record User(
        @MongoId String id,
        @IfReadable @Nullable String name,
        @IfReadable @Nullable Address shippingAddress,
        @Counter long lifeTimeValue,
        @IfReadable @Nullable Instant createdAt) {

    public User {
        Money.requireFrom(-Money.MOST, lifeTimeValue);
    }

    public boolean isYoungerThan(Duration age, Instant now) {
        return createdAt != null && createdAt.isAfter(now.minus(age));
    }
}
