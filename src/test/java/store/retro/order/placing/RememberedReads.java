package store.retro.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/** What the store remembers from the payment decides no answer. */
abstract class RememberedReads {

    @Autowired
    private Shop shop;

    @Autowired
    private MongoTemplate mongo;

    private final Map<Document, String> deleted = new HashMap<>();

    /** For the invariant of others. */
    @AfterEach
    void bringBack() {
        deleted.forEach((document, collection) -> shop.insert(collection, document));
    }

    @Test
    void refusesAUserWhoIsGone() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1));
        delete("users", buyer.id());

        assertThat(buyer.places(purchase).code()).isEqualTo("unknown-user");
        assertThat(buyer.places(purchase).code()).isEqualTo("unknown-user");
        assertThat(shop.quantity(console)).isEqualTo(10);
        assertThat(shop.orders(buyer)).isEmpty();
    }

    /** By another instance, say. */
    @Test
    void refusesAUserWhoWasErased() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1));
        shop.change("users", buyer.id(), "erasedAt", new Date());

        assertThat(buyer.places(purchase).code()).isEqualTo("unknown-user");
        assertThat(shop.quantity(console)).isEqualTo(10);
        assertThat(shop.document("users", buyer.id())).doesNotContainKey("shippingAddress");
    }

    @Test
    void refusesAUserWhoIsGoneBeforeAnythingElse() {
        Console console = shop.console(100, 1);
        Buyer buyer = shop.buyer();
        String payment = buyer.pays(console.times(1));
        delete("users", buyer.id());

        assertThat(buyer.places(Purchase.of(payment, console.times(2))).code()).isEqualTo("unknown-user");
    }

    @Test
    void showsNoOrderToAUserWhoIsGone() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1));
        buyer.places(purchase);
        delete("users", buyer.id());

        assertThat(buyer.places(purchase).code()).isEqualTo("unknown-user");
    }

    @Test
    void placesNoOrderForAProductThatIsGone() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1));
        delete("products", console.id());

        assertThat(buyer.places(purchase).code()).isEqualTo("unknown-product");
        assertThat(shop.orders(buyer)).isEmpty();
    }

    @Test
    void tellsHowManyAreLeftNow() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of(buyer.pays(console.times(3)), console.times(3));
        shop.restock(console, 2);

        Answer answer = buyer.places(purchase);

        assertThat(answer.code()).isEqualTo("out-of-stock");
        assertThat(answer.at("/items/0/available")).isEqualTo("2");
    }

    @Test
    void sellsWhatWasSoldOutAMomentAgo() {
        Console console = shop.console(100, 1);
        Buyer buyer = shop.buyer();
        String payment = buyer.pays(console.times(1));
        shop.restock(console, 0);
        assertThat(buyer.places(Purchase.of(payment, console.times(1))).code()).isEqualTo("out-of-stock");
        shop.restock(console, 1);

        assertThat(buyer.places(Purchase.of(payment, console.times(1))).status())
                .isEqualTo(201);
    }

    @Test
    void acceptsThePriceOfTodayThoughItRemembersAnother() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        buyer.pays(console.times(1));
        shop.change(console, "price", 90L);
        String payment = buyer.pays(console.times(1));
        shop.change(console, "price", 100L);
        Purchase dear = Purchase.of(payment, console.times(1));

        assertThat(buyer.places(dear).at("/reason")).isEqualTo("wrong-amount");
        shop.change(console, "price", 90L);
        assertThat(buyer.places(dear.withBillingAmount(90)).status()).isEqualTo(201);
    }

    private void delete(String collection, String id) {
        deleted.put(shop.document(collection, id), collection);
        mongo.getCollection(collection).deleteOne(new Document("_id", id));
    }
}
