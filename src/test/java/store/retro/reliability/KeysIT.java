package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/** Rows 10, 11 and 21: keys and ids that are used by someone, or for something, that they are not for. */
@ExtendWith(ScorecardWriter.class)
class KeysIT {

    static final List<String> BAD_KEYS = List.of(
            "\"\"",
            "",
            "\"" + "k".repeat(256) + "\"",
            "k".repeat(256),
            "\"a\tb\"",
            "\"a\u0001b\"",
            "\"a\u007fb\"",
            "\"é\"",
            "\"a\", \"b\"",
            "\"a\";b=1",
            "\"a\\x\"",
            "\"a");

    @InBothStyles
    void keepsAKeyToItsBodyAndItsUser(Style style) {
        Scorecard.line(10, "another body; another user", style).run(Profile.times(5, 100), random -> {
            Shop shop = InProcessStore.of(style).shop();
            Console console = shop.console(100, 10);
            Buyer ada = shop.buyer();
            Buyer grace = shop.buyer();
            Purchase first = purchase(ada, console);
            Answer placed = ada.places(first);

            assertThat(ada.places(first.withCity("Paris")).code()).isEqualTo("idempotency-key-reused");
            assertThat(ada.places(first.withBillingAmount(99)).code()).isEqualTo("idempotency-key-reused");
            Answer others = grace.places(purchase(grace, console));
            assertThat(others.status()).isEqualTo(201);
            assertThat(others.replayed()).isFalse();
            assertThat(others.at("/id")).isNotEqualTo(placed.at("/id"));
            shop.invariant().holds();
            return 3;
        });
    }

    @InBothStyles
    void refusesAKeyThatIsNone(Style style) {
        Scorecard.line(11, "bad keys; hits are keys", style).run(Profile.times(1, 20), random -> {
            Shop shop = InProcessStore.of(style).shop();
            Console console = shop.console(100, 10);
            Buyer buyer = shop.buyer();
            String body = purchase(buyer, console).json();
            for (String key : BAD_KEYS) {
                Answer answer = RawHttp.to(InProcessStore.of(style).url())
                        .post("/place-order", buyer.token(), "Idempotency-Key: " + key, body);
                assertThat(answer.status()).as("key " + key).isEqualTo(400);
            }
            assertThat(shop.orders(buyer)).isEmpty();
            return BAD_KEYS.size();
        });
    }

    @InBothStyles
    void keepsAnothersOrdersAndPaymentsToThem(Style style) {
        Scorecard.line(21, "another's order and payment", style).run(Profile.times(5, 100), random -> {
            Shop shop = InProcessStore.of(style).shop();
            Console console = shop.console(100, 10);
            Buyer ada = shop.buyer();
            Buyer grace = shop.buyer();
            String order = ada.places(purchase(ada, console)).at("/id");
            String payment = ada.pays(console.times(1));

            assertThat(grace.get("/orders/" + order).code()).isEqualTo("not-found");
            assertThat(grace.get("/payments/" + payment).code()).isEqualTo("not-found");
            assertThat(grace.get("/orders?idempotencyKey=key").json().at("/orders"))
                    .isEmpty();
            Answer stolen = grace.places(Purchase.of(payment, console.times(1)).withKey("key"));
            assertThat(stolen.code()).isEqualTo("payment-not-authorized");
            assertThat(stolen.at("/reason")).isEqualTo("unknown");
            assertThat(ada.places(Purchase.of(payment, console.times(1))).status())
                    .isEqualTo(201);
            shop.invariant().holds();
            return 4;
        });
    }

    private static Purchase purchase(Buyer buyer, Console console) {
        return Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
    }
}
