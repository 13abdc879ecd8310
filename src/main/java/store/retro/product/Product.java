package store.retro.product;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A console on sale.
 *
 * @param price of one, in minor units of the store's currency
 * @param quantity units in stock
 */
@Document(Products.COLLECTION)
public record Product(
        @Id String id, String name, int year, String description, String imageUrl, long price, int quantity) {

    public Product {
        if (price < 0 || quantity < 0) {
            throw new IllegalArgumentException("price and quantity must not be negative: " + id);
        }
    }
}
