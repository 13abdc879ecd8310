package store.retro.order.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import store.retro.order.Order;
import store.retro.order.OrderStatus;
import store.retro.order.Settlement;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.mongo.ConnectionPool;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.transaction.TransactionRetry;
import store.retro.platform.transaction.UnknownCommitException;
import store.retro.product.PricedLine;
import store.retro.product.StockMovedException;
import store.retro.user.Address;

/** Who goes with whom, and what becomes of each; what a transaction does is elsewhere. */
class GroupCommitTest {

    private static final Duration PLENTY = Duration.ofSeconds(20);

    private final RecordedPlacement placement = new RecordedPlacement();
    private final ExecutorService buyers = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        buyers.shutdownNow();
    }

    @Test
    void placesAnOrderThatMeetsNobodyAtOnceAndAlone() {
        Order order = order("game");

        groups(32).place(order);

        assertThat(placement.transactions()).containsExactly(List.of(order));
    }

    @Test
    void takesAlongThoseWhoWaitForTheSameProducts() {
        List<Order> waiting = orders(5, "game");

        allBehind(groups(32), waiting, PLENTY).forEach(CompletableFuture::join);

        assertThat(placement.transactions()).hasSize(2);
        assertThat(placement.transactions().get(1)).containsExactlyInAnyOrderElementsOf(waiting);
    }

    @Test
    void takesNoMoreAlongThanAllowed() {
        allBehind(groups(2), orders(5, "game"), PLENTY).forEach(CompletableFuture::join);

        assertThat(placement.transactions()).extracting(List::size).containsExactly(1, 2, 2, 1);
    }

    @Test
    void takesNobodyAlongWhoWantsSomethingElseOrAtAnotherPrice() {
        GroupCommit groups = groups(32);
        List<Order> waiting = List.of(order("game", "charger"), order("other"), orderAt(5, "game"));

        allBehind(groups, waiting, PLENTY).forEach(CompletableFuture::join);

        assertThat(placement.transactions())
                .extracting(List::size)
                .containsOnly(1)
                .hasSize(4);
    }

    @Test
    void letsOnlyThoseFailWhoAreToBlame() {
        List<Order> waiting = orders(8, "game");
        Order guilty = waiting.get(5);
        placement.before = orders -> {
            if (orders.contains(guilty)) {
                throw new StockMovedException();
            }
        };

        List<CompletableFuture<Void>> outcomes = allBehind(groups(32), waiting, PLENTY);

        for (int i = 0; i < waiting.size(); i++) {
            CompletableFuture<Void> outcome = outcomes.get(i);
            if (waiting.get(i) == guilty) {
                assertThatThrownBy(outcome::join).hasCauseInstanceOf(StockMovedException.class);
            } else {
                outcome.join();
            }
        }
        assertThat(placement.placed()).containsAll(waiting.subList(0, 5)).doesNotContain(guilty);
        assertThat(placement.placed()).doesNotHaveDuplicates().hasSize(8);
    }

    /** To run a part again after a commit whose fate is not known could place it twice. */
    @Test
    void tellsAllOfThemWhenTheFateOfTheirCommitIsNotKnown() {
        placement.before = orders -> {
            if (orders.size() > 1) {
                throw new UnknownCommitException();
            }
        };

        List<CompletableFuture<Void>> outcomes = allBehind(groups(32), orders(4, "game"), PLENTY);

        assertThat(outcomes)
                .allSatisfy(
                        outcome -> assertThatThrownBy(outcome::join).hasCauseInstanceOf(UnknownCommitException.class));
        assertThat(placement.transactions()).hasSize(1);
        assertThat(placement.failed).hasSize(1);
    }

    @Test
    void tellsAllOfThemWhenTheDatabaseIsAway() {
        placement.before = orders -> {
            if (orders.size() > 1) {
                throw new MongoSocketReadException("gone", new ServerAddress());
            }
        };

        List<CompletableFuture<Void>> outcomes = allBehind(groups(32), orders(4, "game"), PLENTY);

        assertThat(outcomes)
                .allSatisfy(outcome ->
                        assertThatThrownBy(outcome::join).hasCauseInstanceOf(MongoSocketReadException.class));
        assertThat(placement.failed).hasSize(1);
    }

    @Test
    void leavesNobodyWaitingWhenAnErrorStrikes() {
        placement.before = orders -> {
            if (orders.size() > 1) {
                throw new StackOverflowError();
            }
        };
        GroupCommit groups = groups(32);

        List<CompletableFuture<Void>> outcomes = allBehind(groups, orders(4, "game"), PLENTY);

        assertThat(outcomes)
                .allSatisfy(outcome -> assertThatThrownBy(outcome::join).hasCauseInstanceOf(StackOverflowError.class));
        groups.place(order("game"));
    }

    @Test
    void neverPlacesAnOrderWhoseTurnDidNotComeInTime() {
        GroupCommit groups = groups(32);
        Order late = order("game");
        CountDownLatch heard = new CountDownLatch(1);
        placement.before = orders -> awaitQuietly(heard);
        CompletableFuture<Void> first = place(groups, order("game"), PLENTY);
        awaitQuietly(placement.begun);

        CompletableFuture<Void> outcome = place(groups, late, Duration.ofMillis(100));
        assertThatThrownBy(outcome::join).hasCauseInstanceOf(ProblemException.class);
        heard.countDown();
        first.join();

        groups.place(order("game"));
        assertThat(placement.placed()).hasSize(2).doesNotContain(late);
    }

    /** It would impose its deadline on them. */
    @Test
    void takesNobodyAlongWhoeverIsInAHurry() {
        GroupCommit groups = groups(32);
        Order hurried = order("game");
        List<Order> others = orders(3, "game");
        CountDownLatch arrived = new CountDownLatch(1);
        placement.before = orders -> awaitQuietly(arrived);
        CompletableFuture<Void> first = place(groups, order("game"), PLENTY);
        awaitQuietly(placement.begun);
        List<CompletableFuture<Void>> outcomes = new ArrayList<>(List.of(first));
        outcomes.add(place(groups, hurried, Duration.ofMillis(900)));
        others.forEach(order -> outcomes.add(place(groups, order, PLENTY)));
        awaitLine(groups, 4);

        arrived.countDown();
        outcomes.forEach(CompletableFuture::join);

        assertThat(placement.transactions().get(1)).containsExactly(hurried);
        assertThat(placement.transactions().get(2)).containsExactlyInAnyOrderElementsOf(others);
    }

    @Test
    void placesEachOfManyOnce() {
        GroupCommit groups = groups(16);
        placement.before = orders -> pause(2);
        List<Order> orders = new ArrayList<>(orders(300, "game"));
        orders.addAll(orders(100, "game", "charger"));

        List<CompletableFuture<Void>> outcomes =
                orders.stream().map(order -> place(groups, order, PLENTY)).toList();
        outcomes.forEach(CompletableFuture::join);

        assertThat(placement.placed()).containsExactlyInAnyOrderElementsOf(orders);
        assertThat(placement.transactions().size()).isLessThan(200);
    }

    private GroupCommit groups(int together) {
        AdmissionProperties properties = new AdmissionProperties(256, 1, together);
        ConnectionPool pool = mock(ConnectionPool.class);
        when(pool.maxSize()).thenReturn(8);
        TransactionRetry once = mock(TransactionRetry.class);
        doAnswer(invocation -> {
                    invocation.<Runnable>getArgument(0).run();
                    return null;
                })
                .when(once)
                .run(any());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        return new GroupCommit(new AdmissionControl(properties, pool, meters), once, placement, properties, meters);
    }

    /** Lets them all arrive while another order is being placed, and that one end when all have arrived. */
    private List<CompletableFuture<Void>> allBehind(GroupCommit groups, List<Order> orders, Duration time) {
        Order ahead = order("game");
        Consumer<List<Order>> fault = placement.before;
        CountDownLatch arrived = new CountDownLatch(1);
        placement.before = transaction -> {
            if (transaction.contains(ahead)) {
                awaitQuietly(arrived);
            } else {
                fault.accept(transaction);
            }
        };
        CompletableFuture<Void> first = place(groups, ahead, PLENTY);
        awaitQuietly(placement.begun);
        List<CompletableFuture<Void>> outcomes =
                orders.stream().map(order -> place(groups, order, time)).toList();
        awaitLine(groups, (int) orders.stream()
                .filter(order -> order.items().size() == 1
                        && order.items().get(0).equals(ahead.items().get(0)))
                .count());
        arrived.countDown();
        first.join();
        return outcomes;
    }

    private CompletableFuture<Void> place(GroupCommit groups, Order order, Duration time) {
        return CompletableFuture.runAsync(
                () -> {
                    try (Deadline.Scope scope = Deadline.open(time)) {
                        groups.place(order);
                    }
                },
                buyers);
    }

    private static void awaitLine(GroupCommit groups, int length) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (groups.waiting() < length) {
            assertThat(System.nanoTime()).as("the line of " + length).isLessThan(end);
            pause(1);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new CompletionException("it did not come", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Order> orders(int count, String... products) {
        return IntStream.range(0, count).mapToObj(i -> order(products)).toList();
    }

    private static Order order(String... products) {
        return orderAt(100, products);
    }

    private static Order orderAt(long price, String... products) {
        String id = new ObjectId().toHexString();
        List<PricedLine> lines = IntStream.range(0, products.length)
                .mapToObj(i -> new PricedLine(products[i], products[i], price, 1))
                .toList();
        return new Order(
                id,
                "user-" + id,
                "R-1",
                OrderStatus.PLACED,
                Instant.EPOCH,
                null,
                null,
                lines,
                price * products.length,
                new Address("Ada", "12 Square", null, "London", null, null, "GB"),
                "payment-" + id,
                null,
                "hash",
                Settlement.ofNewOrder(Instant.EPOCH),
                null);
    }

    /** Notes what it is asked to place, and fails as it is told. */
    private static final class RecordedPlacement implements OrderTransactions {

        private final List<List<Order>> committed = new CopyOnWriteArrayList<>();
        private final List<List<Order>> failed = new CopyOnWriteArrayList<>();
        private final CountDownLatch begun = new CountDownLatch(1);
        private volatile Consumer<List<Order>> before = orders -> {};

        List<List<Order>> transactions() {
            return committed;
        }

        List<Order> placed() {
            return committed.stream().flatMap(List::stream).toList();
        }

        @Override
        public void place(List<Order> orders) {
            begun.countDown();
            try {
                before.accept(orders);
            } catch (RuntimeException | Error failure) {
                failed.add(orders);
                throw failure;
            }
            committed.add(orders);
        }

        @Override
        public void cancel(Order order, Instant now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void ship(Order order, Instant now) {
            throw new UnsupportedOperationException();
        }
    }
}
