package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.Ledger;
import store.retro.fixture.Purchase;
import store.retro.fixture.Receiver;

/**
 * A process of version 1.0.0 beside one of today on one database, as while instances are replaced one by one. {@code
 * src/test/scripts/two-versions.sh} builds the former and runs this.
 */
@EnabledIfSystemProperty(named = "former.artifact", matches = ".+")
class TwoVersionsIT {

    private static final int ORDERS = 600;
    private static final int AT_A_TIME = 8;

    private final Ledger ledger = new Ledger();

    @TempDir
    Path directory;

    @Test
    void shareOneDatabaseAndLoseNothing() throws Exception {
        try (Receiver receiver = new Receiver()) {
            Launch today = launch(receiver);
            Launch before = today.ofFormer(Path.of(System.getProperty("former.artifact")));
            CompletableFuture<StoreProcess> starting = CompletableFuture.supplyAsync(() -> store(before));
            try (StoreProcess present = store(today);
                    StoreProcess former = starting.join()) {
                List<String> buyers = Concurrently.run(ORDERS, AT_A_TIME, i -> life(i, present, former));
                present.awaitNothingDue();

                for (StoreProcess store : List.of(present, former)) {
                    store.shop().invariant().holds();
                    store.shop().invariant().agreesWith(ledger);
                    store.shop().invariant().settlesEachPaymentOnce(buyers);
                    store.shop().invariant().tellsEachEvent(receiver, buyers);
                    assertThat(store.output()).doesNotContain(" ERROR ");
                }
            }
        }
    }

    private static Launch launch(Receiver receiver) {
        return Launch.of(Style.MANAGED)
                .withWrites("auto")
                .onDatabase("two-versions")
                .with(receiver.settings());
    }

    private StoreProcess store(Launch launch) {
        return new StoreProcess(launch, directory.resolve(launch.former() == null ? "present.log" : "former.log"));
    }

    /** Paid at one, placed at the other, repeated and read at both, and a third cancelled where it was not placed. */
    private String life(int number, StoreProcess present, StoreProcess former) {
        List<StoreProcess> stores = number % 2 == 0 ? List.of(present, former) : List.of(former, present);
        Customer customer = new Customer(ledger);
        Buyer here = stores.get(0).shop().buyer();
        Buyer there = stores.get(1).shop().buyer(here.id());
        Console.Line line = stores.get(0).shop().console(100, 10).times(1);
        Purchase purchase = Purchase.of(customer.pays(here, line), line).withKey("key");
        String order = customer.orders(there, purchase);
        Stream.of(here, there).forEach(buyer -> {
            assertThat(customer.orders(buyer, purchase)).isEqualTo(order);
            assertThat(buyer.get("/orders/" + order).at("/id")).isEqualTo(order);
        });
        if (number % 3 == 0) {
            customer.cancels(here, order);
        }
        return here.id();
    }
}
