package store.retro.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.NeedsVersion;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** Somebody has set a validator that forbids what the store writes. */
@StoreTest
@TestPropertySource(properties = "spring.mongodb.database=forbidden-documents")
@ExtendWith(OutputCaptureExtension.class)
class ForbiddenDocumentIT {

    @Autowired
    private Shop shop;

    @Autowired
    private MongoTemplate mongo;

    @AfterEach
    void allow() {
        validate("orders", "{}");
        validate("users", "{}");
    }

    @Test
    @NeedsVersion(5)
    void writesNothingOfAnOrderAndSaysWhatIsForbidden(CapturedOutput output) {
        validate("orders", "{$jsonSchema: {title: 'set by hand', properties: {userId: {maxLength: 3}}}}");
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1));

        Answer answer = buyer.places(purchase);

        assertThat(answer.code()).isEqualTo("internal-error");
        assertThat(answer.body()).doesNotContain("validator", "userId");
        assertThat(output)
                .contains("A validator in the database forbids what is to be written")
                .contains("set by hand", "\"propertyName\": \"userId\"")
                .doesNotContain("consideredValue");
        assertThat(shop.quantity(console)).isEqualTo(10);
        allow();
        assertThat(buyer.places(purchase).status()).isEqualTo(201);
    }

    @Test
    void writesNothingOfAnOrderWhoseUserMayNotChange() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1));
        validate("users", "{$jsonSchema: {properties: {lifeTimeValue: {maximum: 50}}}}");

        assertThat(buyer.places(purchase).code()).isEqualTo("internal-error");

        assertThat(shop.quantity(console)).isEqualTo(10);
        assertThat(shop.orders(buyer)).isEmpty();
    }

    private void validate(String collection, String validator) {
        mongo.getDb().runCommand(new Document("collMod", collection).append("validator", Document.parse(validator)));
    }
}
