package store.retro.user;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A buyer.
 *
 * @param id the {@code sub} of the identity provider's tokens
 * @param shippingAddress that of the latest order, null before the first
 * @param lifeTimeValue what the user's orders add up to, in minor units of the store's currency
 */
@Document(Users.COLLECTION)
public record User(@Id String id, String name, @Nullable Address shippingAddress, long lifeTimeValue) {}
