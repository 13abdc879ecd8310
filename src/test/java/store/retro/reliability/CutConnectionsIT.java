package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.Ledger;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/** Row 4: the connection to the database fails, before and after each command of an order. */
@ExtendWith(ScorecardWriter.class)
class CutConnectionsIT {

    private static final int AT_ONCE = 10;

    @AfterEach
    void heal() {
        InProcessStore.healCables();
    }

    @InEachStyle
    void placesOneOrderOrNoneWhenTheConnectionIsCut(Style style) throws InterruptedException {
        everywhere(
                style, "cut", 1, (command, moment, random) -> ProxyFault.cut(command, moment, 0, 1 + random.below(2)));
    }

    @InEachStyle
    void placesOneOrderOrNoneWhenTheConnectionIsSlow(Style style) throws InterruptedException {
        everywhere(
                style,
                "delayed",
                1,
                (command, moment, random) -> ProxyFault.delay(command, moment, 0, 1, 50 + random.below(200)));
    }

    /**
     * Each attempt waits for a part of a request's budget, so that several requests, apart from each other, wait at
     * once.
     */
    @InEachStyle
    void placesOneOrderOrNoneWhenTheConnectionHangs(Style style) throws InterruptedException {
        Set<String> commands = commandsOfAnOrder(style);
        List<String> struck = Profile.SLOW ? List.copyOf(commands) : List.of("commitTransaction");
        try (Lifetime lifetime = Lifetime.ofSeconds(3)) {
            for (String command : struck) {
                for (ProxyFault.Moment moment : ProxyFault.Moment.values()) {
                    Scorecard.line(4, "half-open, " + moment.name().toLowerCase() + " " + command, style)
                            .remark(AT_ONCE + " orders an attempt")
                            .run(Profile.times(1, 50 / AT_ONCE), random -> hangs(style, command, moment));
                }
            }
        }
    }

    private interface Strikes {
        ProxyFault make(String command, ProxyFault.Moment moment, Seeded random);
    }

    private static void everywhere(Style style, String what, int slice, Strikes strikes) throws InterruptedException {
        Set<String> commands = commandsOfAnOrder(style);
        assertThat(commands).containsAll(style.writes()).contains("commitTransaction");
        for (String command : commands) {
            for (ProxyFault.Moment moment : ProxyFault.Moment.values()) {
                Scorecard.line(4, what + ", " + moment.name().toLowerCase() + " " + command, style)
                        .run(Profile.times(slice, 50), random -> strikes(style, strikes.make(command, moment, random)));
            }
        }
    }

    private static Set<String> commandsOfAnOrder(Style style) {
        InProcessStore store = InProcessStore.of(style);
        Buyer buyer = store.shop().buyer();
        Purchase purchase = purchase(buyer, store.shop().console(100, 10));
        store.cable().record();
        assertThat(buyer.places(purchase).status()).isEqualTo(201);
        Set<String> commands = new LinkedHashSet<>(store.cable().recorded());
        // what is remembered is not asked for every time
        commands.removeAll(Set.of("find users", "find products"));
        return commands;
    }

    private static long strikes(Style style, ProxyFault strike) {
        InProcessStore store = InProcessStore.of(style);
        Shop shop = store.shop();
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase = purchase(buyer, console);
        Ledger ledger = new Ledger();
        store.cable().arm(strike);

        Answer answer = new Customer(ledger).insists(buyer, purchase);

        store.cable().heal();
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(shop.orders(buyer)).hasSize(1);
        shop.invariant().holdsFor(buyer.id());
        shop.invariant().agreesWith(ledger);
        return strike.hits();
    }

    private static long hangs(Style style, String command, ProxyFault.Moment moment) throws InterruptedException {
        InProcessStore store = InProcessStore.of(style);
        Shop shop = store.shop();
        List<Buyer> buyers = Stream.generate(shop::buyer).limit(AT_ONCE).toList();
        List<Purchase> purchases = new ArrayList<>();
        buyers.forEach(buyer -> purchases.add(purchase(buyer, shop.console(100, 10))));
        Ledger ledger = new Ledger();
        Customer customer = new Customer(ledger);
        ProxyFault strike = ProxyFault.silence(command, moment, 0, AT_ONCE);
        store.cable().arm(strike);

        List<Answer> answers =
                Concurrently.run(AT_ONCE, AT_ONCE, i -> customer.insists(buyers.get(i), purchases.get(i)));

        store.cable().heal();
        assertThat(answers).allMatch(answer -> answer.status() == 201);
        shop.invariant().holds();
        shop.invariant().agreesWith(ledger);
        return strike.hits();
    }

    private static Purchase purchase(Buyer buyer, Console console) {
        return Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
    }
}
