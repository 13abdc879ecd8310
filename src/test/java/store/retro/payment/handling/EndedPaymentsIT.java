package store.retro.payment.handling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** Payments that ended without an order, and what is left of them. */
@StoreTest
class EndedPaymentsIT {

    @Autowired
    private Shop shop;

    @Autowired
    private MongoTemplate mongo;

    private Console console;
    private Buyer buyer;

    @BeforeEach
    void prepare() {
        console = shop.console(100, 10);
        buyer = shop.buyer();
    }

    @Test
    void areKeptForNinetyDays() {
        String payment = unused();

        Document removal = shop.document("payments", payment).get("removal", Document.class);

        Instant inNinetyDays = Instant.now().plus(Duration.ofDays(90));
        assertThat(removal.getDate("at"))
                .isBetween(Date.from(inNinetyDays.minusSeconds(60)), Date.from(inNinetyDays.plusSeconds(60)));
    }

    @Test
    void areUnknownThenAndTheirKeysFree() {
        String payment = unused();
        shop.change("payments", payment, "removal.at", new Date(0));

        shop.settle();

        assertThat(buyer.get("/payments/" + payment).code()).isEqualTo("not-found");
        assertThat(buyer.places(Purchase.of(payment, console.times(1))).at("/reason"))
                .isEqualTo("unknown");
        assertThat(stored("orders", "paymentId", payment)).isZero();
        Answer anew = buyer.paysWithKey("key", "pm_card_visa", console.times(1));
        assertThat(anew.status()).isEqualTo(201);
        assertThat(anew.at("/id")).isNotEqualTo(payment);
    }

    @Test
    void areKeptAsLongAsTheyAreNotGivenBack() {
        String payment = unused();
        shop.change("payments", payment, "status", "authorized");
        shop.change("payments", payment, "removal.at", new Date(0));

        shop.settle();

        assertThat(stored("payments", "_id", payment)).isOne();
        assertThat(stored("orders", "paymentId", payment)).isOne();
    }

    @Test
    void areRemovedAfterTheBuyerHasReleasedThem() {
        String payment = buyer.pays(console.times(1));
        buyer.post("/payments/" + payment + "/release", null);
        shop.settle();
        shop.change("payments", payment, "removal.at", new Date(0));

        shop.settle();

        assertThat(stored("payments", "_id", payment)).isZero();
    }

    @Test
    void areNoneThatAnOrderHas() {
        Answer order = buyer.buys(console.times(1));
        buyer.cancels(order.at("/id"));
        shop.settle();

        assertThat(shop.document("payments", order.at("/paymentId"))).doesNotContainKey("removal");
    }

    /** One that was authorized, and given back since no order came. */
    private String unused() {
        String payment =
                buyer.paysWithKey("key", "pm_card_visa", console.times(1)).at("/id");
        shop.change("payments", payment, "release.at", new Date(0));
        shop.settle();
        assertThat(shop.atTheProvider(payment)).containsEntry("voids", 1);
        return payment;
    }

    private long stored(String collection, String field, String value) {
        return mongo.getCollection(collection).countDocuments(new Document(Map.of(field, value)));
    }
}
