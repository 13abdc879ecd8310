package store.retro.payment.handling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** Payments that somebody has changed behind the store's back. */
@StoreTest
@TestPropertySource(properties = "spring.mongodb.database=stored-by-hand")
class PaymentsStoredByHandIT {

    @Autowired
    private Shop shop;

    private Console console;
    private Buyer buyer;
    private String payment;

    @BeforeEach
    void pay() {
        console = shop.console(100, 10);
        buyer = shop.buyer();
        payment = pays().at("/id");
    }

    private Answer pays() {
        return buyer.paysWithKey("key", "pm_card_visa", console.times(1));
    }

    @Test
    void areUnknownWhenTheyCannotBeRead() {
        shop.change("payments", payment, "amount", 99.5);

        Answer placed = buyer.places(Purchase.of(payment, console.times(1)));
        assertThat(placed.code()).isEqualTo("payment-not-authorized");
        assertThat(placed.at("/reason")).isEqualTo("unknown");
        assertThat(buyer.get("/payments/" + payment).code()).isEqualTo("not-found");
        assertThat(pays().at("/reason")).isEqualTo("unknown");
    }

    @Test
    void areSetAsideWithTheReasonAndDelayNoOthers() {
        String other = shop.buyer().pays(console.times(1));
        shop.change("payments", payment, "release.at", new Date(0));
        shop.change("payments", other, "release.at", new Date(1));
        shop.change("payments", payment, "createdAt", "yesterday");

        shop.settle();

        Document release = shop.document("payments", payment).get("release", Document.class);
        assertThat(release.getString("unreadable")).contains("createdAt");
        assertThat(release.getDate("at")).isAfter(Date.from(Instant.now()));
        assertThat(shop.atTheProvider(other)).containsEntry("voids", 1);
    }

    @Test
    void waitForTheirProviderIfItsIdIsNull() {
        shop.change("payments", payment, "status", "started");
        shop.change("payments", payment, "providerId", null);

        assertThat(pays().at("/status")).isEqualTo("authorized");
        assertThat(buyer.places(Purchase.of(payment, console.times(1))).status())
                .isEqualTo(201);
    }

    @Test
    void areSettledOnceTheProviderKnowsThemAgain() {
        String order = buyer.places(Purchase.of(payment, console.times(1))).at("/id");
        shop.change("simulatedProvider", payment, "captures", "one");

        shop.settle();

        assertThat(due(order).getString("failure")).contains("unknown");
        shop.remove("simulatedProvider", payment, "captures");
        shop.change("orders", new ObjectId(order), "settlement.due.at", new Date(0));
        shop.settle();
        assertThat(due(order)).doesNotContainKeys("at", "failure");
    }

    private Document due(String order) {
        Document stored = shop.document("orders", new ObjectId(order));
        return stored.get("settlement", Document.class).get("due", Document.class);
    }

    @Test
    void areMissedByTheirOrderAlone() {
        String order = buyer.places(Purchase.of(payment, console.times(1))).at("/id");
        shop.change("orders", new ObjectId(order), "paymentId", "lost");
        Answer other = shop.buyer().buys(console.times(1));

        shop.settle();

        assertThat(due(order).getString("failure")).contains("missing");
        assertThat(shop.atTheProvider(other.at("/paymentId"))).containsEntry("captures", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "by hand %s", "ä\n%s"})
    void areFoundByTheirIdWhateverItLooksLike(String form) {
        String id = form.formatted(new ObjectId());
        Document stored = shop.document("payments", payment);
        stored.append("_id", id).append("idempotencyKey", "by-hand");
        shop.insert("payments", stored);

        Answer repeated = buyer.paysWithKey("by-hand", "pm_card_visa", console.times(1));

        assertThat(repeated.status()).isEqualTo(201);
        assertThat(repeated.at("/id")).isEqualTo(id);
    }
}
