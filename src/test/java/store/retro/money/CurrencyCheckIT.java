package store.retro.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.InsertOneOptions;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Buyer;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import store.retro.platform.problem.StartRefusedException;

/** What a store finds at its start that was stored in a certain currency. */
@StoreTest
@TestPropertySource(properties = "spring.mongodb.database=stored-currencies")
class CurrencyCheckIT {

    @Autowired
    private Shop shop;

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private List<StoredAmounts> collections;

    @AfterEach
    void empty() {
        mongo.getCollection("orders").deleteMany(new Document());
        mongo.getCollection("payments").deleteMany(new Document());
    }

    @Test
    void isStoredWithEachOrderAndPayment() {
        Buyer buyer = shop.buyer();
        String payment = buyer.buys(shop.console(100, 10).times(1)).at("/paymentId");

        assertThat(shop.orders(buyer).get(0)).containsEntry("currency", "USD");
        assertThat(shop.document("payments", payment)).containsEntry("currency", "USD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "payments"})
    void refusesAmountsOfAnotherCurrencyWhereverTheyStand(String collection) {
        insert(collection, "USD", "EUR", "USD", null);

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(this::start)
                .withMessageContaining("has amounts in EUR")
                .withMessageContaining("store.currency is USD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "payments"})
    void takesWhatIsItsOwnOrNamesNone(String collection) {
        insert(collection, null, 5, "USD");

        assertThatCode(this::start).doesNotThrowAnyException();
    }

    private void insert(String collection, Object... currencies) {
        for (Object currency : currencies) {
            String id = UUID.randomUUID().toString();
            Document document =
                    new Document("userId", "ada").append("paymentId", id).append("currency", currency);
            mongo.getCollection(collection).insertOne(document, new InsertOneOptions().bypassDocumentValidation(true));
        }
    }

    private void start() {
        new CurrencyCheck(collections, mongo.getMongoDatabaseFactory(), new StoreCurrency(Currency.getInstance("USD")))
                .start();
    }
}
