package store.retro.payment.handling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** Payments of a provider that is not configured any more: nobody can be asked about them until it is again. */
@StoreTest
class FormerProviderIT {

    @Autowired
    private Shop shop;

    @Test
    void refusesAnOrderWithItsPayment() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String payment = buyer.pays(console.times(1));
        isOf("former", payment);

        Answer refused = buyer.places(Purchase.of(payment, console.times(1)));

        assertThat(refused.code()).isEqualTo("payment-not-authorized");
        assertThat(refused.at("/reason")).isEqualTo("unknown");
        assertThat(shop.orders(buyer)).isEmpty();
        assertThat(shop.quantity(console)).isEqualTo(10);
    }

    @Test
    void takesTheMoneyOnceItIsThereAgain() {
        Buyer buyer = shop.buyer();
        Answer order = buyer.buys(shop.console(100, 10).times(1));
        String payment = order.at("/paymentId");
        isOf("former", payment);
        shop.set(buyer, new Document("settlement.due.attempts", 9));
        shop.settle();
        assertThat(shop.staff().get("/staff/stuck").json().at("/settlements").toString())
                .contains(order.at("/id"), "the provider that made this payment is not configured any more: former");

        isOf("simulated", payment);
        shop.set(buyer, new Document("settlement.due.at", justNow()));
        shop.settle();

        assertThat(shop.atTheProvider(payment)).containsEntry("captures", 1);
    }

    @Test
    void isStuckAtOnceWithASentence() {
        Buyer buyer = shop.buyer();
        Answer order = buyer.buys(shop.console(100, 10).times(1));
        isOf("former", order.at("/paymentId"));

        shop.settle();

        assertThat(shop.staff().get("/staff/stuck").json().at("/settlements").toString())
                .contains(order.at("/id"), "not configured any more: former");
        assertThat(buyer.get("/orders/" + order.at("/id")).at("/status")).isEqualTo("placed");
    }

    @Test
    void givesBackAnUnusedPaymentOnceItIsThereAgain() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String payment = buyer.pays(console.times(1));
        isOf("former", payment);
        shop.change("payments", payment, "release.attempts", 9);
        letTimePass(payment);
        shop.settle();
        assertThat(shop.staff().get("/staff/stuck").json().at("/payments").toString())
                .contains(payment, "not configured any more: former");
        assertThat(buyer.places(Purchase.of(payment, console.times(1))).at("/reason"))
                .isEqualTo("voided");

        isOf("simulated", payment);
        letTimePass(payment);
        shop.settle();

        assertThat(shop.atTheProvider(payment)).containsEntry("voids", 1);
    }

    @Test
    void showsWhatIsKnownOfAnOpenPayment() {
        Buyer buyer = shop.buyer();
        Answer waiting = buyer.pays(
                "pm_card_authenticationRequired", shop.console(100, 10).times(1));
        isOf("former", waiting.at("/id"));

        Answer shown = buyer.get("/payments/" + waiting.at("/id"));

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body()).isEqualTo(waiting.body());
    }

    @Test
    void doesNotAskToTryAgainWhenAPaymentIsStartedAgain() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String payment =
                buyer.paysWithKey("key", "pm_card_visa", console.times(1)).at("/id");
        shop.change("payments", payment, "status", "started");
        isOf("former", payment);

        Answer again = buyer.paysWithKey("key", "pm_card_visa", console.times(1));

        assertThat(again.code()).isEqualTo("payment-not-authorized");
        assertThat(again.at("/reason")).isEqualTo("unknown");
    }

    private void isOf(String provider, String payment) {
        shop.change("payments", payment, "provider", provider);
    }

    private void letTimePass(String payment) {
        shop.change("payments", payment, "release.at", justNow());
    }

    private static Date justNow() {
        return Date.from(Instant.now().minusSeconds(1));
    }
}
