package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.FailPoints;
import store.retro.fixture.FailPoints.Fault;
import store.retro.fixture.Ledger;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/** Rows 5, 6, 7 and 22: the server answers with errors, or not at all, by its own fail points. */
@ExtendWith(ScorecardWriter.class)
class FailPointFaultsIT {

    private static final List<Integer> NOT_PRIMARY_ANY_MORE = List.of(189, 10107, 11600);

    private static final FailPoints FAIL_POINTS = new FailPoints();

    @AfterEach
    void heal() {
        FAIL_POINTS.off();
    }

    @AfterAll
    static void close() {
        FAIL_POINTS.destroy();
    }

    @ParameterizedTest
    @EnumSource
    void placesOneOrderWhenTheRepliesToTheCommitAreLost(Style style) {
        for (int times : List.of(1, 2, 5)) {
            Scorecard.line(5, "the commit's reply lost %d ×".formatted(times), style)
                    .run(
                            Profile.times(1, 50),
                            random -> placesAtOnce(style, Fault.connectionClosed("commitTransaction"), times));
        }
    }

    @ParameterizedTest
    @EnumSource
    void runsTheBodyAgainAfterATransientError(Style style) {
        for (int code : List.of(112, 251)) {
            for (String command : style.writeCommandsAndCommit()) {
                Fault fault = Fault.error(command, code).transientTransactionError();
                Scorecard.line(6, "%d on %s".formatted(code, command), style)
                        .run(Profile.times(1, 100), random -> placesAtOnce(style, fault, 1 + random.below(3)));
            }
        }
    }

    /** What waits for somebody outside has no place in a body that may run again, nor in a transaction. */
    @ParameterizedTest
    @EnumSource
    void asksTheProviderOnceHoweverOftenTheBodyRuns(Style style) {
        List<String> writes = style.writes();
        String last = style.writeCommands().get(style.writeCommands().size() - 1);
        Scorecard.line(6, "112 on " + last + ", the provider asked once", style).run(Profile.times(1, 20), random -> {
            InProcessStore store = InProcessStore.of(style);
            Buyer buyer = store.shop().buyer();
            Purchase purchase = purchase(buyer, store.shop().console(100, 10));
            store.cable().record();
            FAIL_POINTS.on(Fault.error(last, 112).transientTransactionError().onlyFor(store.name()), 3);

            Answer answer = buyer.places(purchase);

            int hits = FAIL_POINTS.timesEntered();
            List<String> commands = store.cable().recorded();
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            assertThat(commands).filteredOn(writes.get(0)::equals).hasSize(4);
            assertThat(commands).filteredOn("find simulatedProvider"::equals).hasSize(1);
            assertThat(commands)
                    .endsWith(Stream.concat(writes.stream(), Stream.of("commitTransaction"))
                            .toArray(String[]::new));
            return hits;
        });
    }

    @ParameterizedTest
    @EnumSource
    void isRightAboutACommitThatFailsWithoutSayingWhatBecameOfIt(Style style) {
        for (int code : List.of(50, 64, 91, 290, 11602)) {
            Scorecard.line(7, code + " instead of the commit", style)
                    .run(
                            Profile.times(1, 20),
                            random -> placesAtOnce(style, Fault.error("commitTransaction", code), 1 + random.below(2)));
            Scorecard.line(7, code + " after the commit, as its write concern's error", style)
                    .run(
                            Profile.times(1, 20),
                            random -> placesAtOnce(style, Fault.writeConcernError("commitTransaction", code), 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysThatTheOutcomeIsUnknownAsLongAsItIs(Style style) {
        Scorecard.line(7, "91 for ever, then healed", style).run(Profile.times(1, 20), random -> {
            InProcessStore store = InProcessStore.of(style);
            Buyer buyer = store.shop().buyer();
            Purchase purchase = purchase(buyer, store.shop().console(100, 10));
            FAIL_POINTS.alwaysOn(Fault.error("commitTransaction", 91).onlyFor(store.name()));

            Answer answer = buyer.places(purchase);

            int hits = FAIL_POINTS.timesEntered();
            assertThat(answer.code()).isEqualTo("outcome-unknown");
            FAIL_POINTS.off();
            assertThat(new Customer(new Ledger()).insists(buyer, purchase).status())
                    .isEqualTo(201);
            store.shop().invariant().holds();
            return hits;
        });
    }

    /** The order is there at the first request, without the client's doing anything. */
    private static long placesAtOnce(Style style, Fault fault, int times) {
        InProcessStore store = InProcessStore.of(style);
        Shop shop = store.shop();
        Buyer buyer = shop.buyer();
        Console console = shop.console(100, 10);
        Purchase purchase = purchase(buyer, console);
        FAIL_POINTS.on(fault.onlyFor(store.name()), times);

        Answer answer = buyer.places(purchase);

        int hits = FAIL_POINTS.timesEntered();
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.replayed()).isFalse();
        List<Document> orders = shop.orders(buyer);
        assertThat(orders).hasSize(1);
        assertThat(orders.get(0).get("_id")).hasToString(answer.at("/id"));
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(100);
        assertThat(shop.quantity(console)).isEqualTo(9);
        shop.invariant().holdsFor(buyer.id());
        return hits;
    }

    @InEachStyle
    void asksToTryAgainAtMostWhenThePrimaryStepsDown(Style style) {
        for (int code : NOT_PRIMARY_ANY_MORE) {
            for (String command : Stream.concat(Stream.of("find"), style.writeCommandsAndCommit().stream())
                    .toList()) {
                Scorecard.line(22, "%d on %s".formatted(code, command), style)
                        .run(Profile.times(1, 20), random -> stepsDown(style, command, code, random));
            }
        }
    }

    private static long stepsDown(Style style, String command, int code, Seeded random) throws InterruptedException {
        InProcessStore store = InProcessStore.of(style);
        Shop shop = store.shop();
        Console console = shop.console(100, 1000);
        Ledger ledger = new Ledger();
        Customer customer = new Customer(ledger);
        List<Buyer> buyers = Stream.generate(shop::buyer).limit(4).toList();
        List<Purchase> purchases = new ArrayList<>();
        buyers.forEach(buyer -> purchases.add(purchase(buyer, console)));
        FAIL_POINTS.on(Fault.error(command, code).onlyFor(store.name()), 1 + random.below(8));

        List<Answer> answers =
                Concurrently.run(4, 4, number -> customer.insists(buyers.get(number), purchases.get(number)));

        int hits = FAIL_POINTS.timesEntered();
        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(ledger.answers("try-again") + ledger.answers("201") + ledger.answers("outcome-unknown"))
                .isEqualTo(ledger.all());
        shop.invariant().holds();
        shop.invariant().agreesWith(ledger);
        return hits;
    }

    private static Purchase purchase(Buyer buyer, Console console) {
        return Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
    }
}
