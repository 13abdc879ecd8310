package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.Ledger;
import store.retro.fixture.Purchase;
import store.retro.fixture.Receiver;

/** Two processes of the service on one database: they share what is to be done, and nothing is done by both. */
class TwoStoresIT {

    private static final int ORDERS = Profile.times(60, 1000).now();
    private static final int AT_A_TIME = 8;

    @TempDir
    Path directory;

    @Test
    void shareTheWorkAndDoNothingTwice() throws Exception {
        try (Receiver receiver = new Receiver()) {
            CompletableFuture<StoreProcess> starting = CompletableFuture.supplyAsync(() -> store("second", receiver));
            try (StoreProcess first = store("first", receiver);
                    StoreProcess second = starting.join()) {
                List<Watched> orders = Concurrently.run(
                        ORDERS, AT_A_TIME, i -> order(i % 2 == 0 ? first : second, first, second, i % 3 == 0));
                first.awaitNothingDue();

                List<String> users = orders.stream().map(Watched::userId).toList();
                for (StoreProcess store : List.of(first, second)) {
                    store.shop().invariant().holds();
                    store.shop().invariant().settlesEachPaymentOnce(users);
                    store.shop().invariant().tellsEachEvent(receiver, users);
                }
                assertThat(receiver.deliveries())
                        .extracting(Receiver.Delivery::id)
                        .as("deliveries")
                        .doesNotHaveDuplicates();
                assertThat(orders)
                        .allSatisfy(order -> assertThat(order.calls())
                                .as("calls to the provider for " + order.userId())
                                .isEqualTo(done(first.shop().atTheProvider(order.paymentId()))));
                assertThat(orders.stream().filter(order -> order.byFirst() > 0).count())
                        .as("orders of %d that the first has settled", ORDERS)
                        .isBetween(ORDERS / 10L, ORDERS - ORDERS / 10L);
            }
        }
    }

    private StoreProcess store(String name, Receiver receiver) {
        Launch launch = Launch.of(Style.MANAGED)
                .onDatabase("shared")
                .with("--store.background.batch-size=1")
                .with(receiver.settings());
        return new StoreProcess(launch, directory.resolve(name + ".log"));
    }

    /** @param at where it is placed */
    private static Watched order(StoreProcess at, StoreProcess first, StoreProcess second, boolean cancelled) {
        Customer customer = new Customer(new Ledger());
        Buyer buyer = at.shop().buyer();
        Console.Line line = at.shop().console(100, 10).times(1);
        Purchase purchase = Purchase.of(customer.pays(buyer, line), line).withKey("key");
        Watched watched = new Watched(
                buyer.id(), purchase.paymentId(), trails(buyer, purchase, first), trails(buyer, purchase, second));
        String order = customer.orders(buyer, purchase);
        if (cancelled) {
            customer.cancels(buyer, order);
        }
        return watched;
    }

    /** What is taken or let go, and what is given back. */
    private static List<CommandTrace> trails(Buyer buyer, Purchase purchase, StoreProcess store) {
        List<CommandTrace> trails = Stream.of(Operation.CAPTURING, Operation.REFUNDING)
                .map(operation -> new CommandTrace(operation, Set.of(buyer.id(), purchase.paymentId()), null))
                .toList();
        trails.forEach(store.cable()::follow);
        return trails;
    }

    private static long done(Document atTheProvider) {
        return atTheProvider.getInteger("captures", 0)
                + atTheProvider.getInteger("voids", 0)
                + atTheProvider.getInteger("refunds", 0);
    }

    /** An order, and what each of the two has done to settle it. */
    private record Watched(String userId, String paymentId, List<CommandTrace> first, List<CommandTrace> second) {

        long byFirst() {
            return calls(first);
        }

        long calls() {
            return calls(first) + calls(second);
        }

        private static long calls(List<CommandTrace> trails) {
            return trails.stream()
                    .flatMap(trail -> trail.steps().stream())
                    .filter(step -> step.equals(Operation.CAPTURING.essential()))
                    .count();
        }
    }
}
