package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;

/** What must not be read in a log or an error: tokens, addresses, cards, secrets of payments. */
final class Secrets {

    private static final String BAD_CARD = "4242424242424242";

    private final Set<String> all = new HashSet<>(
            Set.of("Lovelace", "St James", "SW1Y", BAD_CARD, "pm_card_", "secret_", "Bearer ey", "postalCode"));

    /** Buys, and is refused in many ways, and reads every refusal. */
    void seenIn(StoreProcess store, Console console) {
        Buyer buyer = store.shop().buyer();
        all.add(buyer.token());
        all.add(buyer.token().split("\\.")[2]);
        Answer action = buyer.pays("pm_card_authenticationRequired", console.times(1));
        if (action.status() == 201) {
            all.add(action.at("/clientSecret"));
            refused(buyer, Purchase.of(action.at("/id"), console.times(1)).withKey("key"));
        }
        Answer payment = buyer.pays("pm_card_visa", console.times(1));
        if (payment.status() == 201) {
            Purchase purchase = Purchase.of(payment.at("/id"), console.times(1)).withKey("bought");
            refused(buyer, purchase.withBillingAmount(1));
            refused(buyer, purchase.withPayment("pay_of_nobody"));
            refused(buyer, purchase.withCity("x".repeat(1000)));
            buyer.places(purchase);
            refused(buyer, purchase.withCity("Paris"));
        }
        requireAbsent(buyer.pays(BAD_CARD, console.times(1)).body());
        requireAbsent(buyer.post("/place-order", "{\"shippingAddress\": {\"recipient\": \"Ada Lovelace\"")
                .body());
        requireAbsent(
                buyer.post("/place-order", "{\"card\": \"" + BAD_CARD + "\"}").body());
        requireAbsent(RawHttp.to(store.url())
                .post("/place-order", buyer.token() + "x", "Idempotency-Key: key", "{}")
                .body());
    }

    private void refused(Buyer buyer, Purchase purchase) {
        Answer answer = buyer.places(purchase);
        assertThat(answer.status()).isBetween(400, 499);
        requireAbsent(answer.body());
    }

    void requireAbsent(String text) {
        for (String secret : all) {
            assertThat(text.contains(secret))
                    .as("whether the secret " + secret + " stands in: " + text)
                    .isFalse();
        }
    }

    int count() {
        return all.size();
    }
}
