package store.retro.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;

/** An id of 24 hex digits may be a text or an ObjectId, and there may be a product of each. */
abstract class ProductIds {

    @Autowired
    private Shop shop;

    private final ObjectId objectId = new ObjectId();
    private final String digits = objectId.toHexString();
    private Buyer buyer;

    @BeforeEach
    void comeIn() {
        buyer = shop.buyer();
    }

    @Test
    void aTextOfDigitsIsShownListedAndSold() {
        Console console = shop.consoleStoredAs(digits, 100, 10);

        assertThat(shop.anonymously("GET", "/products/" + digits, null).at("/id"))
                .isEqualTo(digits);
        assertThat(listed()).hasSize(1);
        assertThat(buyer.buys(console.times(2)).at("/items/0/productId")).isEqualTo(digits);
        assertThat(left(digits)).isEqualTo(8);
    }

    @Test
    void anObjectIdIsFoundByItsDigits() {
        Console console = shop.consoleStoredAs(objectId, 100, 10);

        assertThat(shop.anonymously("GET", "/products/" + digits, null).at("/id"))
                .isEqualTo(digits);
        assertThat(listed()).hasSize(1);
        assertThat(buyer.buys(console.times(2)).at("/items/0/productId")).isEqualTo(digits);
        assertThat(left(objectId)).isEqualTo(8);
    }

    @Test
    void anObjectIdIsNotFoundByOtherDigits() {
        String lower = "abcdef" + digits.substring(6);
        shop.consoleStoredAs(new ObjectId(lower), 100, 10);

        assertThat(shop.anonymously("GET", "/products/" + lower.toUpperCase(Locale.ROOT), null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void ofTwoTheTextIsShownAndSold() {
        shop.consoleStoredAs(objectId, 700, 10);
        Console text = shop.consoleStoredAs(digits, 100, 10);

        assertThat(shop.anonymously("GET", "/products/" + digits, null).at("/price/amount"))
                .isEqualTo("100");
        assertThat(listed()).containsExactly("100");
        buyer.cancels(buyer.buys(text.times(2)).at("/id"));
        buyer.buys(text.times(3));
        assertThat(left(digits)).isEqualTo(7);
        assertThat(left(objectId)).isEqualTo(10);
    }

    @Test
    void ofTwoTheTextCountsAlsoWhenItCannotBeSold() {
        shop.consoleStoredAs(objectId, 100, 10);
        shop.insert("products", Shop.product(digits, 249.99, 10));

        assertThat(shop.anonymously("GET", "/products/" + digits, null).status())
                .isEqualTo(404);
        assertThat(listed()).isEmpty();
    }

    @Test
    void stockGoesBackToWhereItWasTakenFrom() {
        Console console = shop.consoleStoredAs(objectId, 100, 10);
        String order = buyer.buys(console.times(2)).at("/id");
        shop.consoleStoredAs(digits, 100, 10);

        assertThat(buyer.cancels(order).status()).isEqualTo(200);

        assertThat(left(objectId)).isEqualTo(10);
        assertThat(left(digits)).isEqualTo(10);
    }

    @Test
    void stockOfAnOrderFromBeforeGoesBackByTheDigits() {
        Console console = shop.consoleStoredAs(objectId, 100, 10);
        String order = buyer.buys(console.times(2)).at("/id");
        shop.set(buyer, new Document("items.0.objectId", null));

        assertThat(buyer.cancels(order).status()).isEqualTo(200);

        assertThat(left(objectId)).isEqualTo(10);
    }

    private List<String> listed() {
        return shop.anonymously("GET", "/products", null).json().values().stream()
                .filter(product -> product.get("id").asString().equals(digits))
                .map(product -> product.at("/price/amount").asString())
                .toList();
    }

    private int left(Object id) {
        return shop.document("products", id).getInteger("quantity");
    }
}
