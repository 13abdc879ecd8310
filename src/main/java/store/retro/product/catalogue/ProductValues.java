package store.retro.product.catalogue;

import store.retro.money.Money;
import store.retro.platform.http.RequestHash;

/**
 * What staff says of a product.
 *
 * @param price of one, in minor units of the store's currency
 */
record ProductValues(String name, int year, String description, String imageUrl, long price) {

    ProductValues {
        Money.requireFrom(0, price);
    }

    String hash() {
        return new RequestHash()
                .add(name)
                .add(year)
                .add(description)
                .add(imageUrl)
                .add(price)
                .value();
    }
}
