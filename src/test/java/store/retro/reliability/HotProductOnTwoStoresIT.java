package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.FailPoints;
import store.retro.fixture.FailPoints.Fault;
import store.retro.fixture.Purchase;

/**
 * Two instances sell one product, and commits take long. Orders of one instance queue; its transactions meet only those
 * of the other, and whoever loses waits about as long as the winner takes.
 */
class HotProductOnTwoStoresIT {

    private static final int BUYERS = 64;
    private static final int ORDERS = 320;
    private static final int COMMIT_MILLIS = 10;

    @Test
    void wasteFewAttemptsAndSellEverything() throws InterruptedException {
        FailPoints failPoints = new FailPoints();
        try (InProcessStore first = InProcessStore.of(Style.MANAGED, "hot");
                InProcessStore second = InProcessStore.of(Style.MANAGED, "hot")) {
            List<InProcessStore> stores = List.of(first, second);
            Console console = first.shop().console(100, ORDERS);
            List<Buyer> buyers = IntStream.range(0, BUYERS)
                    .mapToObj(i -> stores.get(i % 2).shop().buyer())
                    .toList();
            List<Purchase> purchases = Concurrently.run(ORDERS, 8, i -> purchase(buyers.get(i % BUYERS), console));
            stores.forEach(store -> store.cable().record());
            failPoints.alwaysOn(
                    Fault.blocked("commitTransaction", COMMIT_MILLIS).onlyFor(first.name()));

            List<Answer> answers =
                    Concurrently.run(ORDERS, BUYERS, i -> buyers.get(i % BUYERS).places(purchases.get(i)));

            List<String> commands = stores.stream()
                    .flatMap(store -> store.cable().recorded().stream())
                    .toList();
            assertThat(answers).allMatch(answer -> answer.status() == 201);
            assertThat(first.shop().quantity(console)).isZero();
            first.shop().invariant().holds();
            assertThat(inVain(commands)).as("wasted attempts").isLessThanOrEqualTo(ORDERS / 5);
        } finally {
            failPoints.off();
            failPoints.destroy();
        }
    }

    private static Purchase purchase(Buyer buyer, Console console) {
        return Purchase.of(buyer.pays(console.times(1)), console.times(1));
    }

    /** Transactions that were begun and not committed. */
    private static long inVain(List<String> commands) {
        String first = Style.MANAGED.writes().get(0);
        return commands.stream().filter(first::equals).count()
                - commands.stream().filter("commitTransaction"::equals).count();
    }
}
