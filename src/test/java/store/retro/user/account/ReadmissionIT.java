package store.retro.user.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Date;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** Whoever was erased may be let in again by staff. */
@StoreTest
class ReadmissionIT {

    @Autowired
    private Shop shop;

    private Console console;
    private Buyer buyer;
    private Purchase purchase;

    @BeforeEach
    void erase() {
        console = shop.console(100, 10);
        buyer = shop.buyer();
        purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
        buyer.cancels(buyer.places(purchase).at("/id"));
        shop.settle();
        assertThat(buyer.erases().status()).isEqualTo(204);
    }

    @Test
    void letsThemBuyAgain() {
        assertThat(shop.staff().readmits(buyer).status()).isEqualTo(204);

        assertThat(buyer.get("/users/me").at("/name")).isEqualTo(buyer.id());
        assertThat(buyer.buys(console.times(1)).status()).isEqualTo(201);
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(100);
        shop.invariant().holdsFor(buyer.id());
    }

    @Test
    void leavesErasedWhatWasErasedAndNothingElse() {
        shop.staff().readmits(buyer);
        String order = buyer.buys(console.times(1)).at("/id");

        shop.settle();

        Answer orders = buyer.get("/orders");
        assertThat(orders.at("/orders/0/id")).isEqualTo(order);
        assertThat(orders.at("/orders/0/shippingAddress/city")).isEqualTo("London");
        assertThat(orders.json().at("/orders/1/shippingAddress").isNull()).isTrue();
        assertThat(buyer.get("/users/me/export").json().at("/orders")).hasSize(2);
    }

    @Test
    void keepsTheKeyAndThePaymentOfAnErasedOrder() {
        shop.staff().readmits(buyer);
        Purchase again = purchase.withPayment(buyer.pays(console.times(1)));

        assertThat(buyer.places(again).code()).isEqualTo("idempotency-key-reused");
        assertThat(buyer.places(purchase).code()).isEqualTo("idempotency-key-reused");
        assertThat(buyer.places(Purchase.of(purchase.paymentId(), console.times(1)))
                        .code())
                .isEqualTo("payment-already-used");
        assertThat(buyer.places(again.withKey("another")).status()).isEqualTo(201);
    }

    @Test
    void letsThemBeErasedAgain() {
        shop.staff().readmits(buyer);
        assertThat(buyer.erases().status()).isEqualTo(204);

        assertThat(buyer.get("/users/me").code()).isEqualTo("unknown-user");
    }

    @Test
    void isForStaffOnly() {
        assertThat(shop.clerk().readmits(buyer).code()).isEqualTo("forbidden");
        assertThat(buyer.readmits(buyer).code()).isEqualTo("forbidden");
        assertThat(buyer.get("/users/me").code()).isEqualTo("unknown-user");
    }

    @Test
    void isDoneOnceAndOnlyForWhomTheStoreKnows() {
        Buyer staff = shop.staff();
        assertThat(staff.readmits(buyer).status()).isEqualTo(204);

        assertThat(staff.readmits(buyer).status()).isEqualTo(204);
        assertThat(staff.readmits(shop.buyer()).status()).isEqualTo(204);
        assertThat(staff.readmits(shop.stranger("nobody")).code()).isEqualTo("not-found");
    }

    @Test
    void waitsForAWorkerThatEmptiesWhatIsLeft() {
        Document claimed = new Document("at", new Date(System.currentTimeMillis() + 30_000))
                .append("claim", "somebody")
                .append("attempts", 1);
        shop.change("users", buyer.id(), "erasure", claimed);

        Answer refused = shop.staff().readmits(buyer);

        assertThat(refused.code()).isEqualTo("try-again");
        assertThat(refused.header("Retry-After")).hasValue("30");
        shop.change("users", buyer.id(), "erasure.at", new Date());
        assertThat(shop.staff().readmits(buyer).status()).isEqualTo(204);
    }
}
