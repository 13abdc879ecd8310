package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/** Row 17: several times the load that the store lets in at once. */
@ExtendWith(ScorecardWriter.class)
class OverloadIT {

    private static final int WAITING_ROOM = 8;
    private static final int FOUR_TIMES = 4 * WAITING_ROOM;

    @InBothStyles
    void shedsWhatItCannotCarryAndGoesOnWithTheRest(Style style) {
        Scorecard.Line line = Scorecard.line(17, FOUR_TIMES + " clients for " + WAITING_ROOM + " places", style);
        try (OpenStore store = OpenStore.of(style, "overload", "--store.admission.waiting-room=" + WAITING_ROOM)) {
            line.run(Profile.times(1, 10), random -> isOverloaded(store, line));
        }
    }

    private static long isOverloaded(OpenStore store, Scorecard.Line line) throws InterruptedException {
        int orders = Profile.SLOW ? 600 : 80;
        AtomicLong shed = new AtomicLong();
        double peak = 0;
        double overloaded = 0;
        // by turns, and the best of each, for others may use the processors, too
        for (int i = 0; i < (Profile.SLOW ? 3 : 1); i++) {
            peak = Math.max(peak, goodput(store, WAITING_ROOM, orders, new AtomicLong()));
            overloaded = Math.max(overloaded, goodput(store, FOUR_TIMES, orders, shed));
        }
        line.remark("%.0f orders/s at full load, %.0f/s overloaded".formatted(peak, overloaded));
        if (Profile.SLOW) {
            assertThat(overloaded).as("goodput").isGreaterThan(0.7 * peak);
        }
        store.shop().invariant().holds();
        return shed.get();
    }

    /** Orders that were placed in a second, while clients who are turned away come back after a moment. */
    private static double goodput(OpenStore store, int clients, int orders, AtomicLong shed)
            throws InterruptedException {
        Shop shop = store.shop();
        List<Console> consoles =
                IntStream.range(0, 20).mapToObj(i -> shop.console(100, 10_000)).toList();
        List<Buyer> buyers =
                IntStream.range(0, orders).mapToObj(i -> shop.buyer()).toList();
        List<Purchase> purchases = Crowd.run(orders, 4, i -> purchase(buyers.get(i), consoles.get(i % 20)));
        long start = System.nanoTime();
        List<Answer> answers = Crowd.run(orders, clients, i -> insists(buyers.get(i), purchases.get(i), shed));
        assertThat(answers).allMatch(answer -> answer.status() == 201);
        return orders / ((System.nanoTime() - start) / 1e9);
    }

    private static Answer insists(Buyer buyer, Purchase purchase, AtomicLong shed) {
        Answer answer = buyer.places(purchase);
        while (answer.status() == 503) {
            assertThat(answer.code()).isEqualTo("try-again");
            assertThat(answer.header("Retry-After")).isPresent();
            shed.incrementAndGet();
            Customer.pause(30);
            answer = buyer.places(purchase);
        }
        return answer;
    }

    private static Purchase purchase(Buyer buyer, Console console) {
        return Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
    }
}
