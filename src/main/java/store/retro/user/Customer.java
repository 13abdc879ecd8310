package store.retro.user;

import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.MongoId;
import store.retro.money.Money;
import store.retro.platform.documents.Counter;
import store.retro.platform.documents.IfReadable;

/**
 * A user, as staff needs to know one.
 *
 * @param name null where nobody knows it, or it was erased
 * @param lifeTimeValue as a user's; absent where the user was inserted without it, and has bought nothing since
 */
@Document(Users.COLLECTION)
record Customer(
        @MongoId String id,
        @IfReadable @Nullable String name,
        @Counter @Nullable Long lifeTimeValue) {

    Customer {
        Money.requireFrom(-Money.MOST, lifeTimeValue == null ? 0 : lifeTimeValue);
    }
}
