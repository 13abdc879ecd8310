package store.retro.payment.handling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

@StoreTest
class StartingPaymentsIT {

    @Autowired
    private Shop shop;

    @Test
    void authorizesTodaysTotal() {
        Console console = shop.console(150, 10);
        Buyer buyer = shop.buyer();

        Answer answer = buyer.pays("pm_card_visa", console.times(2));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).hasValue("/payments/" + answer.at("/id"));
        assertThat(answer.json().propertyNames())
                .containsExactly("id", "status", "amount", "clientSecret", "expiresAt");
        assertThat(answer.at("/status")).isEqualTo("authorized");
        assertThat(answer.at("/amount/amount")).isEqualTo("300");
        assertThat(answer.json().at("/clientSecret").isNull()).isTrue();
        assertThat(buyer.get("/payments/" + answer.at("/id")).body()).isEqualTo(answer.body());
    }

    @Test
    void tellsAnyoneHowToPay() {
        Answer answer = shop.anonymously("GET", "/payment-methods", null);

        assertThat(answer.json().propertyNames()).containsExactly("provider", "publishableKey", "methods");
        assertThat(answer.at("/provider")).isEqualTo("simulated");
        assertThat(answer.json().at("/publishableKey").isNull()).isTrue();
        assertThat(answer.json().at("/methods").values())
                .extracting(method -> shop.buyer()
                        .pays(method.at("/id").asString(), shop.console(100, 1).times(1))
                        .status())
                .containsExactly(201, 201, 402);
    }

    @Test
    void declinesACardThatIsDeclined() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();

        Answer answer = buyer.pays("pm_card_chargeDeclined", console.times(1));

        assertThat(answer.status()).isEqualTo(402);
        assertThat(answer.code()).isEqualTo("payment-not-authorized");
        assertThat(answer.at("/reason")).isEqualTo("declined");
    }

    @ParameterizedTest
    @CsvSource({"authorized,201", "declined,402"})
    void waitsForTheBuyersAction(String outcome, int status) {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Answer waiting = buyer.pays("pm_card_authenticationRequired", console.times(1));
        assertThat(waiting.at("/status")).isEqualTo("requires_action");
        assertThat(waiting.at("/clientSecret")).isNotBlank();

        Answer completed =
                buyer.post("/dev/payments/" + waiting.at("/id") + "/complete", "{\"outcome\": \"" + outcome + "\"}");

        assertThat(completed.status()).isBetween(200, 204);
        Answer ended = buyer.get("/payments/" + waiting.at("/id"));
        assertThat(ended.at("/status")).isEqualTo(outcome);
        assertThat(ended.json().at("/clientSecret").isNull()).isTrue();
        assertThat(buyer.places(Purchase.of(waiting.at("/id"), console.times(1)))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void startsOnePaymentForAKey() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String body = Buyer.paymentBody("pm_card_visa", console.times(1));
        Map<String, String> key = Map.of("Idempotency-Key", "key");

        Answer first = buyer.post("/payments", key, body);
        Answer second = buyer.post("/payments", key, body);
        Answer other = buyer.post("/payments", key, Buyer.paymentBody("pm_card_visa", console.times(2)));

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.replayed()).isTrue();
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void freesTheKeyOfADeclinedPayment() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Map<String, String> key = Map.of("Idempotency-Key", "key");
        buyer.post("/payments", key, Buyer.paymentBody("pm_card_chargeDeclined", console.times(1)));

        Answer answer = buyer.post("/payments", key, Buyer.paymentBody("pm_card_visa", console.times(1)));

        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void refusesWhatCannotBeBought() {
        Console soldOut = shop.console(100, 0);
        Console unknown = new Console("never-seen", 100, 0);
        Buyer buyer = shop.buyer();

        assertThat(buyer.pays("pm_card_visa", soldOut.times(1)).code()).isEqualTo("out-of-stock");
        assertThat(buyer.pays("pm_card_visa", unknown.times(1)).code()).isEqualTo("unknown-product");
        assertThat(buyer.pays("pm_card_new", soldOut.times(1)).at("/errors/0/pointer"))
                .isEqualTo("/paymentMethod");
    }

    @Test
    void hidesAnothersPayment() {
        Console console = shop.console(100, 10);
        String id = shop.buyer().pays(console.times(1));

        assertThat(shop.buyer().get("/payments/" + id).code()).isEqualTo("not-found");
    }
}
