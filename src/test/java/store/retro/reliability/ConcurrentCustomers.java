package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.Ledger;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/** So many customers who each want something and insist until they know whether they have it. */
final class ConcurrentCustomers {

    private final Shop shop;
    private final List<Buyer> buyers;
    private final List<Purchase> purchases = new ArrayList<>();
    private final Ledger ledger = new Ledger();

    /** Prepares them and pays; nothing is ordered yet. */
    ConcurrentCustomers(Shop shop, int customers, Seeded random) {
        this.shop = shop;
        List<Console> consoles = Stream.generate(() -> shop.console(100 + random.below(50), 100_000))
                .limit(3)
                .toList();
        this.buyers = Stream.generate(shop::buyer).limit(customers).toList();
        for (Buyer buyer : buyers) {
            Console.Line[] lines = {
                random.oneOf(consoles).times(1 + random.below(3)),
                random.oneOf(consoles).times(1 + random.below(3))
            };
            purchases.add(Purchase.of(buyer.pays(lines), lines).withKey("key"));
        }
    }

    /** Prepares so many who want nothing in common, so that none of them waits for another. */
    static ConcurrentCustomers apart(Shop shop, int customers) {
        return new ConcurrentCustomers(
                shop, Stream.generate(shop::buyer).limit(customers).toList());
    }

    private ConcurrentCustomers(Shop shop, List<Buyer> buyers) {
        this.shop = shop;
        this.buyers = buyers;
        for (Buyer buyer : buyers) {
            Console.Line line = shop.console(100, 10).times(1);
            purchases.add(Purchase.of(buyer.pays(line), line).withKey("key"));
        }
    }

    /** All at once; returns when everybody knows. */
    List<Answer> run() throws InterruptedException {
        Customer customer = new Customer(ledger);
        return Concurrently.run(buyers.size(), buyers.size(), i -> customer.insists(buyers.get(i), purchases.get(i)));
    }

    /** All at once, and nobody asks twice. */
    void runOnce() throws InterruptedException {
        Customer customer = new Customer(ledger);
        Concurrently.run(buyers.size(), buyers.size(), i -> customer.asks(buyers.get(i), purchases.get(i)));
    }

    Ledger ledger() {
        return ledger;
    }

    /** Everybody has the order, and everything adds up. */
    void requireOrders(List<Answer> answers) {
        assertThat(answers).allMatch(answer -> answer.status() == 201);
        requireConsistency();
    }

    void requireConsistency() {
        shop.invariant().holds();
        shop.invariant().agreesWith(ledger);
    }
}
