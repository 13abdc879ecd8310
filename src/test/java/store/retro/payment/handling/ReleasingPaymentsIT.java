package store.retro.payment.handling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

@StoreTest
class ReleasingPaymentsIT {

    @Autowired
    private Shop shop;

    @Test
    void voidsWhatNoOrderHas() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String payment = buyer.pays(console.times(1));

        Answer released = release(buyer, payment);

        assertThat(released.status()).isEqualTo(200);
        assertThat(released.at("/status")).isEqualTo("voided");
        Answer placed = buyer.places(Purchase.of(payment, console.times(1)));
        assertThat(placed.at("/reason")).isEqualTo("voided");
        shop.settle();
        assertThat(shop.atTheProvider(payment)).containsEntry("voids", 1);
    }

    @Test
    void answersTheSameAgain() {
        Buyer buyer = shop.buyer();
        String payment = buyer.pays(shop.console(100, 10).times(1));
        Answer first = release(buyer, payment);
        shop.settle();

        assertThat(release(buyer, payment).body()).isEqualTo(first.body());
        assertThat(buyer.get("/payments/" + payment).body()).isEqualTo(first.body());
    }

    @Test
    void endsAnActionThatTheBuyerDoesNotTake() {
        Buyer buyer = shop.buyer();
        Answer waiting = buyer.pays(
                "pm_card_authenticationRequired", shop.console(100, 10).times(1));

        Answer released = release(buyer, waiting.at("/id"));

        assertThat(released.at("/status")).isEqualTo("voided");
        assertThat(released.json().at("/clientSecret").isNull()).isTrue();
    }

    @Test
    void leavesADeclinedOneAsItIs() {
        Buyer buyer = shop.buyer();
        Answer declined =
                buyer.pays("pm_card_chargeDeclined", shop.console(100, 10).times(1));

        Answer released = release(buyer, declined.at("/paymentId"));

        assertThat(released.status()).isEqualTo(200);
        assertThat(released.at("/status")).isEqualTo("declined");
    }

    @Test
    void isRefusedForThePaymentOfAnOrder() {
        Buyer buyer = shop.buyer();
        Answer order = buyer.buys(shop.console(100, 10).times(1));

        assertThat(release(buyer, order.at("/paymentId")).code()).isEqualTo("payment-already-used");
        shop.settle();
        assertThat(release(buyer, order.at("/paymentId")).code()).isEqualTo("payment-already-used");
        assertThat(shop.atTheProvider(order.at("/paymentId"))).containsEntry("captures", 1);
    }

    @Test
    void findsNobodyElsesPayment() {
        String payment = shop.buyer().pays(shop.console(100, 10).times(1));

        assertThat(release(shop.buyer(), payment).code()).isEqualTo("not-found");
        assertThat(release(shop.stranger("nobody"), payment).code()).isEqualTo("unknown-user");
    }

    private static Answer release(Buyer buyer, String payment) {
        return buyer.post("/payments/" + payment + "/release", null);
    }
}
