package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Ledger;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/** Row 14: the client goes away, having sent a part of its request or all of it. */
@ExtendWith(ScorecardWriter.class)
class ClientGoneIT {

    private static final int WHOLE = 100_000;

    @InBothStyles
    void placesItsOrderOnceOrNotAtAll(Style style) {
        Scorecard.line(14, "gone after a part of the request", style)
                .run(Profile.times(10, 50), random -> goesAway(style, 1 + random.below(700), 0));
        Scorecard.line(14, "gone while the order is placed", style)
                .run(Profile.times(20, 100), random -> goesAway(style, WHOLE, random.below(30)));
    }

    private static long goesAway(Style style, int bytes, int millis) {
        InProcessStore store = InProcessStore.of(style);
        Shop shop = store.shop();
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase =
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");

        RawHttp.to(store.url())
                .postAndLeave("/place-order", buyer.token(), "Idempotency-Key: key", purchase.json(), bytes, millis);

        Answer answer = new Customer(new Ledger()).insists(buyer, purchase);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(shop.orders(buyer)).hasSize(1);
        assertThat(shop.quantity(console)).isEqualTo(9);
        shop.invariant().holds();
        return 1;
    }
}
