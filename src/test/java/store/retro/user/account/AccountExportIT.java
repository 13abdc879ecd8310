package store.retro.user.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.FailPoints;
import store.retro.fixture.FailPoints.Fault;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What users get when they ask for all that the store knows of them. */
@StoreTest
class AccountExportIT {

    @Autowired
    private Shop shop;

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private FailPoints failPoints;

    @AfterEach
    void heal() {
        failPoints.off();
    }

    @Test
    void showsWhatTheContractShowsElsewhere() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = buyer.buys(console.times(2)).at("/id");
        buyer.cancels(order);

        Answer export = buyer.get("/users/me/export");

        assertThat(export.json().propertyNames()).containsExactly("user", "orders", "payments");
        assertThat(export.json().at("/user")).isEqualTo(buyer.get("/users/me").json());
        JsonNode exported = export.json().at("/orders/0");
        assertThat(exported.at("/history"))
                .isEqualTo(buyer.get("/orders/" + order + "/history").json());
        assertThat(((ObjectNode) exported).without("history"))
                .isEqualTo(buyer.get("/orders/" + order).json());
        assertThat(export.json().at("/payments/0"))
                .isEqualTo(buyer.get("/payments/" + exported.at("/paymentId").asString())
                        .json());
        assertThat(export.header("Cache-Control")).hasValue("no-store");
    }

    @Test
    void keepsWhatCouldFinishAPayment() {
        Buyer buyer = shop.buyer();
        Answer payment = buyer.pays(
                "pm_card_authenticationRequired", shop.console(100, 1).times(1));
        assertThat(payment.json().at("/clientSecret").isNull()).isFalse();

        Answer export = buyer.get("/users/me/export");

        assertThat(export.at("/payments/0/status")).isEqualTo("requires_action");
        assertThat(export.json().at("/payments/0/clientSecret").isNull()).isTrue();
    }

    @Test
    void showsNothingOfAnybodyElse() {
        Console console = shop.console(100, 10);
        shop.buyer().buys(console.times(1));
        Buyer buyer = shop.buyer();
        String own = buyer.buys(console.times(1)).at("/id");

        Answer export = buyer.get("/users/me/export");

        assertThat(export.json().at("/orders").values())
                .extracting(order -> order.at("/id").asString())
                .containsExactly(own);
        assertThat(export.json().at("/payments")).hasSize(1);
    }

    @Test
    void isForWhomTheStoreKnows() {
        assertThat(shop.stranger("nobody").get("/users/me/export").code()).isEqualTo("unknown-user");
        assertThat(shop.staff().get("/users/me/export").code()).isEqualTo("unknown-user");
        assertThat(shop.anonymously("GET", "/users/me/export", null).status()).isEqualTo(401);
    }

    @Test
    void isGivenOnceAMinute() {
        Buyer buyer = shop.buyer();
        assertThat(buyer.get("/users/me/export").status()).isEqualTo(200);

        Answer again = buyer.get("/users/me/export");

        assertThat(again.code()).isEqualTo("too-many-requests");
        assertThat(again.header("Retry-After")).hasValue("60");
        shop.change("users", buyer.id(), "exportedAt", new Date(System.currentTimeMillis() - 60_000));
        assertThat(buyer.get("/users/me/export").status()).isEqualTo(200);
    }

    @Test
    void isGivenToOneOfManyWhoAskAtOnce() throws InterruptedException {
        Buyer buyer = shop.buyer();

        List<Answer> answers = Concurrently.run(8, 8, i -> buyer.get("/users/me/export"));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 429).hasSize(7);
    }

    @Test
    void isNotUsedUpByAHead() {
        Buyer buyer = shop.buyer();

        assertThat(buyer.send("HEAD", "/users/me/export", Map.of(), null).status())
                .isEqualTo(200);
        assertThat(buyer.get("/users/me/export").status()).isEqualTo(200);
    }

    @Test
    void showsAllOrdersAndPaymentsHoweverMany() {
        Buyer buyer = hasBought(250);

        Answer export = buyer.get("/users/me/export");

        assertThat(export.json().at("/orders").values())
                .hasSize(250)
                .extracting(order -> order.at("/id").asString())
                .doesNotHaveDuplicates();
        assertThat(export.json().at("/payments").values())
                .hasSize(250)
                .extracting(payment -> payment.at("/id").asString())
                .doesNotHaveDuplicates();
    }

    @Test
    void isRefusedWhileTheDatabaseIsAway() {
        Buyer buyer = shop.buyer();
        paymentsCannotBeRead();

        assertThat(buyer.get("/users/me/export").code()).isEqualTo("try-again");
    }

    @Test
    void isNoJsonWhenItBreaksOff() {
        Buyer buyer = hasBought(150);
        paymentsCannotBeRead();

        Answer export = buyer.get("/users/me/export");

        assertThat(export.status()).isEqualTo(200);
        assertThat(export.body()).contains("\"orders\":[{");
        assertThatThrownBy(export::json).isInstanceOf(JacksonException.class);
    }

    private void paymentsCannotBeRead() {
        failPoints.alwaysOn(Fault.error("find", 50).on(mongo.getDb().getName() + ".payments"));
    }

    /** One order, and as many like it as make so many. */
    private Buyer hasBought(int orders) {
        Buyer buyer = shop.buyer();
        buyer.buys(shop.console(100, 1).times(1));
        shop.settle();
        shop.insertCopiesOfTheOrder(buyer, orders - 1);
        return buyer;
    }
}
