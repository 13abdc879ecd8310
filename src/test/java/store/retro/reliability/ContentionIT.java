package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.Ledger;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/** Rows 8 and 9: everybody wants the same thing at once. */
@ExtendWith(ScorecardWriter.class)
class ContentionIT {

    @InEachStyle
    void sellsExactlyWhatThereIs(Style style) {
        int stock = Profile.SLOW ? 100 : 20;
        int buyers = 10 * stock;
        Scorecard.Line line = Scorecard.line(8, "a hot product, 32 buyers at a time; hits are refusals", style);
        line.run(Profile.times(1, 20), random -> {
            InProcessStore store = InProcessStore.of(style);
            Shop shop = store.shop();
            Console console = shop.console(100, buyers);
            List<Buyer> all =
                    IntStream.range(0, buyers).mapToObj(i -> shop.buyer()).toList();
            List<Purchase> purchases = Concurrently.run(buyers, 16, i -> purchase(all.get(i), console));
            shop.restock(console, stock);
            Ledger ledger = new Ledger();
            Customer customer = new Customer(ledger);
            store.cable().record();

            List<Answer> answers = Concurrently.run(buyers, 32, i -> customer.insists(all.get(i), purchases.get(i)));

            long transactions = store.cable().recorded().stream()
                    .filter(style.writes().get(0)::equals)
                    .count();
            line.remark("stock %d, %d buyers, %.2f attempts an order, %d answers try-again"
                    .formatted(stock, buyers, transactions / (double) stock, ledger.answers("try-again")));
            assertThat(codes(answers)).isEqualTo(Map.of("201", (long) stock, "out-of-stock", (long) buyers - stock));
            assertThat(shop.quantity(console)).isZero();
            shop.invariant().holds();
            shop.invariant().agreesWith(ledger);
            return buyers - stock;
        });
    }

    @InEachStyle
    void placesOneOrderForAKeyThatComesFiftyTimesAtOnce(Style style) {
        Scorecard.line(9, "a key 50 × at once; hits are replays", style).run(Profile.times(3, 200), random -> {
            Shop shop = InProcessStore.of(style).shop();
            Console console = shop.console(100, 1000);
            Buyer buyer = shop.buyer();
            Purchase purchase = purchase(buyer, console);
            Ledger ledger = new Ledger();
            Customer customer = new Customer(ledger);

            List<Answer> answers = Concurrently.run(50, 50, i -> customer.insists(buyer, purchase));

            assertThat(codes(answers)).isEqualTo(Map.of("201", 50L));
            assertThat(answers.stream().map(answer -> answer.at("/id")).distinct())
                    .hasSize(1);
            assertThat(answers).filteredOn(Answer::replayed).hasSize(49);
            assertThat(shop.orders(buyer)).hasSize(1);
            assertThat(shop.quantity(console)).isEqualTo(999);
            shop.invariant().holdsFor(buyer.id());
            shop.invariant().agreesWith(ledger);
            return answers.stream().filter(Answer::replayed).count();
        });
    }

    /** A twin places the order between this request's look for one and its own transaction. */
    @InEachStyle
    void answersTheLoserOfARaceWithTheOrder(Style style) {
        Scorecard.line(9, "overtaken by its twin before its transaction", style).run(Profile.times(2, 50), random -> {
            InProcessStore store = InProcessStore.of(style);
            Shop shop = store.shop();
            Console console = shop.console(100, 10);
            Buyer buyer = shop.buyer();
            Purchase purchase = purchase(buyer, console);
            ProxyFault strike = ProxyFault.delay("find simulatedProvider", ProxyFault.Moment.BEFORE, 0, 1, 700);
            store.cable().arm(strike);
            CompletableFuture<Answer> loser = CompletableFuture.supplyAsync(() -> buyer.places(purchase));
            while (store.cable().waiting() == 0) {
                Customer.pause(1);
            }

            Answer winner = buyer.places(purchase);

            store.cable().disarm();
            assertThat(winner.status()).isEqualTo(201);
            assertThat(loser.join().status()).as(loser.join().body()).isEqualTo(201);
            assertThat(loser.join().at("/id")).isEqualTo(winner.at("/id"));
            assertThat(loser.join().replayed()).isTrue();
            shop.invariant().holds();
            return strike.hits();
        });
    }

    private static Map<String, Long> codes(List<Answer> answers) {
        return answers.stream()
                .map(Answer::code)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static Purchase purchase(Buyer buyer, Console console) {
        return Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
    }
}
