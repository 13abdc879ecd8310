package store.retro.product;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.MongoId;
import store.retro.platform.documents.Counter;
import store.retro.platform.documents.IfReadable;

/**
 * A console on sale. What is stored and cannot be one, without a price say, is none: it is not shown and not sold.
 *
 * @param storedId a text, or an ObjectId, which is known by its digits
 * @param price of one, in minor units of the store's currency
 * @param quantity units in stock
 * @param withdrawn whether staff has taken it off the shelf: buyers see it no more
 */
@Document(Products.COLLECTION)
public record Product(
        @MongoId Object storedId,
        String name,
        @IfReadable @Nullable Integer year,
        @IfReadable @Nullable String description,
        @IfReadable @Nullable String imageUrl,
        long price,
        @Counter int quantity,
        @Nullable Boolean withdrawn) {

    /** What one may cost at most: no cart's total can overflow. */
    public static final long MOST = 1_000_000_000_000L;

    public Product {
        if (!(storedId instanceof String text && !text.isBlank() || storedId instanceof ObjectId) || name.isBlank()) {
            throw new IllegalArgumentException("it needs a name, and an id that is a text or an ObjectId");
        }
        if (price < 0 || price > MOST || quantity < 0) {
            throw new IllegalArgumentException("a price or quantity out of range");
        }
    }

    public String id() {
        return storedId.toString();
    }

    boolean isOnSale() {
        return !Boolean.TRUE.equals(withdrawn);
    }

    @Nullable
    ObjectId objectId() {
        return storedId instanceof ObjectId digits ? digits : null;
    }
}
