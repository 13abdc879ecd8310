package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/** Row 17: several times the load that the store can carry. */
@ExtendWith(ScorecardWriter.class)
class OverloadIT {

    private static final int WAITING_ROOM = 8;
    private static final int CONSOLES = 20;
    private static final int TIMES = 4;

    /** How much of the goodput has to be left. */
    private static final double GOAL = 0.7;

    /** Rounds until their middle is judged. */
    private static final int ENOUGH = 15;

    /** What an order leaves behind in the database, which here shares the heap, and some slack for caches. */
    private static final long FLAT_BYTES = 32L << 20;

    @InBothStyles
    void shedsWhatItCannotCarryAndGoesOnWithTheRest(Style style) {
        Scorecard.Line line = Scorecard.line(17, "four times the load it can carry; hits are requests shed", style);
        List<Round> rounds = new ArrayList<>();
        try (InProcessStore store =
                InProcessStore.of(style, "overload", "--store.admission.max-in-flight=" + WAITING_ROOM)) {
            line.run(Profile.times(1, 25), random -> isOverloaded(store, line, rounds));
        }
    }

    private static long isOverloaded(InProcessStore store, Scorecard.Line line, List<Round> rounds)
            throws InterruptedException {
        Round round = round(store, Profile.SLOW ? 600 : 80);
        rounds.add(round);
        Round middle = middle(rounds);
        line.remark("in the middle: " + middle);
        assertThat(round.growth()).isLessThan(FLAT_BYTES);
        if (rounds.size() >= ENOUGH) {
            assertThat(middle.kept()).as("goodput kept, " + rounds).isGreaterThan(GOAL);
        }
        store.shop().invariant().holds();
        store.shop().clearShelf();
        return round.shed();
    }

    /** Others may use the processors, too, so that a single round says little. */
    private static Round middle(List<Round> rounds) {
        List<Round> sorted =
                rounds.stream().sorted(Comparator.comparing(Round::kept)).toList();
        return sorted.get(sorted.size() / 2);
    }

    /**
     * The same orders at full load and overloaded.
     *
     * @param full orders a second, of as many clients as there are places
     * @param overloaded orders a second, when several times as many are asked for
     * @param offered requests a second then
     * @param kept of the goodput, without the time that the clients take from the store on its own processors
     * @param growth of the heap meanwhile, in bytes
     */
    private record Round(double full, double overloaded, double offered, double kept, long shed, long growth) {

        @Override
        public String toString() {
            return ("kept %.0f %%; beside its clients %.0f orders/s at full load,"
                            + " %.0f/s where %.1f times as many are asked for; heap %+.1f MB")
                    .formatted(100 * kept, full, overloaded, offered / full, growth / 1048576.0);
        }
    }

    private static Round round(InProcessStore store, int orders) throws InterruptedException {
        Load full = load(store, orders);
        full.run(WAITING_ROOM, Duration.ZERO);
        Load overload = load(store, orders);
        long before = usedHeap();
        // who is turned away comes back after the second that Retry-After says: with what is placed, four times as many
        int turnedAway = (int) ((TIMES - GOAL) * full.goodput());
        overload.run(WAITING_ROOM + turnedAway, Duration.ofSeconds(1));
        return new Round(
                full.goodput(),
                overload.goodput(),
                overload.offered(),
                overload.goodputWithoutClients() / full.goodputWithoutClients(),
                overload.shed(),
                usedHeap() - before);
    }

    private static Load load(InProcessStore store, int orders) throws InterruptedException {
        Shop shop = store.shop();
        List<Console> consoles = IntStream.range(0, CONSOLES)
                .mapToObj(i -> shop.console(100, 10_000))
                .toList();
        return new Load(store.url(), Concurrently.run(orders + Load.AT_ONCE, 4, i -> {
            Buyer buyer = shop.buyer();
            Console.Line line = consoles.get(i % CONSOLES).times(1);
            String order = Purchase.of(buyer.pays(line), line).json();
            return KeptConnection.post("/place-order", buyer.token(), "key", order);
        }));
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
