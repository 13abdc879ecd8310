package store.retro.platform.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import store.retro.platform.admission.AdmissionControl.Permit;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.transaction.TransactionRetry;
import store.retro.platform.transaction.UnknownCommitException;

/** Who goes with whom, and what becomes of each; what a transaction does is elsewhere. */
class GroupCommitTest {

    private static final Duration PLENTY = Duration.ofSeconds(20);

    /** In which {@code game} and {@code another} queue apart. */
    private static final int LINES = 2;

    private final RecordedCommits commits = new RecordedCommits();
    private AdmissionControl admission = AdmissionFixture.admissionOfOne();
    private final ExecutorService buyers = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        buyers.shutdownNow();
    }

    @Test
    void commitsAnItemThatMeetsNobodyAtOnceAndAlone() {
        Item item = item("game");

        groups(32).submit(item);

        assertThat(commits.batches()).containsExactly(List.of(item));
    }

    @Test
    void takesAlongThoseWhoWaitInTheSameLine() {
        List<Item> waiting = items(5, "game");

        allBehind(groups(32), waiting, PLENTY).forEach(CompletableFuture::join);

        assertThat(commits.batches()).hasSize(2);
        assertThat(commits.batches().get(1)).containsExactlyInAnyOrderElementsOf(waiting);
    }

    @Test
    void takesNoMoreAlongThanAllowed() {
        allBehind(groups(2), items(5, "game"), PLENTY).forEach(CompletableFuture::join);

        assertThat(commits.batches()).extracting(List::size).containsExactly(1, 2, 2, 1);
    }

    @Test
    void takesNobodyAlongFromAnotherLine() {
        allBehind(groups(32), List.of(item("another"), item("another")), PLENTY).forEach(CompletableFuture::join);

        assertThat(commits.batches()).hasSizeGreaterThan(1);
        assertThat(commits.batches())
                .allMatch(batch -> batch.stream().map(Item::line).distinct().count() == 1);
    }

    @Test
    void takesThoseAlongWhoWantSomethingElse() {
        List<Item> waiting = List.of(item("game", "charger"), item("game", "cable"), item("game"));

        allBehind(groups(32), waiting, PLENTY).forEach(CompletableFuture::join);

        assertThat(commits.batches().get(1)).containsExactlyInAnyOrderElementsOf(waiting);
    }

    /** To wait for it would be to wait while others wait for what is held already. */
    @Test
    void leavesThoseBehindWhoseKeysSomebodyElseIsAt() {
        GroupCommit<Item> groups = groups(32);
        Item charged = item("game", "charger");
        CompletableFuture<Void> outcome;
        try (Permit elsewhere = admission.enter(List.of("charger"))) {
            CountDownLatch arrived = new CountDownLatch(1);
            commits.before = items -> awaitQuietly(arrived);
            List<CompletableFuture<Void>> free = new ArrayList<>(List.of(place(groups, item("game"), PLENTY)));
            awaitQuietly(commits.begun);
            items(3, "game").forEach(item -> free.add(place(groups, item, PLENTY)));
            outcome = place(groups, charged, PLENTY.plusSeconds(1));
            awaitLine(groups, 4);
            arrived.countDown();
            free.forEach(CompletableFuture::join);
            assertThat(commits.committed()).hasSize(4).doesNotContain(charged);
        }

        outcome.join();
        assertThat(commits.committed()).contains(charged);
    }

    @Test
    void letsOnlyThoseFailWhoAreToBlame() {
        List<Item> waiting = items(8, "game");
        Item guilty = waiting.get(5);
        commits.before = orders -> {
            if (orders.contains(guilty)) {
                throw new RefusedException();
            }
        };

        List<CompletableFuture<Void>> outcomes = allBehind(groups(32), waiting, PLENTY);

        for (int i = 0; i < waiting.size(); i++) {
            CompletableFuture<Void> outcome = outcomes.get(i);
            if (waiting.get(i) == guilty) {
                assertThatThrownBy(outcome::join).hasCauseInstanceOf(RefusedException.class);
            } else {
                outcome.join();
            }
        }
        assertThat(commits.committed()).containsAll(waiting.subList(0, 5)).doesNotContain(guilty);
        assertThat(commits.committed()).doesNotHaveDuplicates().hasSize(8);
    }

    /** All but one of them will find that one committed; the batch of the others is none of their business. */
    @Test
    void splitsNobodysBatchForThirtyOneWithOneKey() {
        List<Item> same =
                IntStream.range(0, 31).mapToObj(i -> withKey("k", "game")).toList();
        List<Item> others = items(31, "game");
        commits.before = items -> {
            if (items.stream().filter(item -> item.key().equals("k")).count() > 1) {
                throw new RefusedException();
            }
        };

        allBehind(groups(32), Stream.concat(same.stream(), others.stream()).toList(), PLENTY)
                .forEach(CompletableFuture::join);

        assertThat(commits.failed).isEmpty();
        assertThat(commits.batches())
                .anySatisfy(batch -> assertThat(batch).hasSize(32).containsAll(others));
        assertThat(commits.committed()).hasSize(63).doesNotHaveDuplicates();
    }

    /** To run a part again after a commit whose fate is not known could commit it twice. */
    @Test
    void tellsAllOfThemWhenTheFateOfTheirCommitIsNotKnown() {
        commits.before = orders -> {
            if (orders.size() > 1) {
                throw new UnknownCommitException();
            }
        };

        List<CompletableFuture<Void>> outcomes = allBehind(groups(32), items(4, "game"), PLENTY);

        assertThat(outcomes)
                .allSatisfy(
                        outcome -> assertThatThrownBy(outcome::join).hasCauseInstanceOf(UnknownCommitException.class));
        assertThat(commits.batches()).hasSize(1);
        assertThat(commits.failed).hasSize(1);
    }

    @Test
    void tellsAllOfThemWhenTheDatabaseIsAway() {
        commits.before = orders -> {
            if (orders.size() > 1) {
                throw new MongoSocketReadException("gone", new ServerAddress());
            }
        };

        List<CompletableFuture<Void>> outcomes = allBehind(groups(32), items(4, "game"), PLENTY);

        assertThat(outcomes)
                .allSatisfy(outcome ->
                        assertThatThrownBy(outcome::join).hasCauseInstanceOf(MongoSocketReadException.class));
        assertThat(commits.failed).hasSize(1);
    }

    @Test
    void leavesNobodyWaitingWhenAnErrorStrikes() {
        commits.before = orders -> {
            if (orders.size() > 1) {
                throw new StackOverflowError();
            }
        };
        GroupCommit<Item> groups = groups(32);

        List<CompletableFuture<Void>> outcomes = allBehind(groups, items(4, "game"), PLENTY);

        assertThat(outcomes)
                .allSatisfy(outcome -> assertThatThrownBy(outcome::join).hasCauseInstanceOf(StackOverflowError.class));
        groups.submit(item("game"));
    }

    @Test
    void neverCommitsAnItemWhoseTurnDidNotComeInTime() {
        GroupCommit<Item> groups = groups(32);
        Item late = item("game");
        CountDownLatch heard = new CountDownLatch(1);
        commits.before = orders -> awaitQuietly(heard);
        CompletableFuture<Void> first = place(groups, item("game"), PLENTY);
        awaitQuietly(commits.begun);

        CompletableFuture<Void> outcome = place(groups, late, Duration.ofMillis(100));
        assertThatThrownBy(outcome::join).hasCauseInstanceOf(ProblemException.class);
        heard.countDown();
        first.join();

        groups.submit(item("game"));
        assertThat(commits.committed()).hasSize(2).doesNotContain(late);
    }

    /** It would impose its deadline on them. */
    @Test
    void takesNobodyAlongWhoeverIsInAHurry() {
        GroupCommit<Item> groups = groups(32);
        Item hurried = item("game");
        List<Item> others = items(3, "game");
        CountDownLatch arrived = new CountDownLatch(1);
        commits.before = orders -> awaitQuietly(arrived);
        CompletableFuture<Void> first = place(groups, item("game"), PLENTY);
        awaitQuietly(commits.begun);
        List<CompletableFuture<Void>> outcomes = new ArrayList<>(List.of(first));
        outcomes.add(place(groups, hurried, Duration.ofMillis(900)));
        others.forEach(item -> outcomes.add(place(groups, item, PLENTY)));
        awaitLine(groups, 4);

        arrived.countDown();
        outcomes.forEach(CompletableFuture::join);

        assertThat(commits.batches().get(1)).containsExactly(hurried);
        assertThat(commits.batches().get(2)).containsExactlyInAnyOrderElementsOf(others);
    }

    @Test
    void commitsEachOfManyOnce() {
        GroupCommit<Item> groups = groups(16);
        commits.before = orders -> pause(2);
        List<Item> orders = new ArrayList<>(items(300, "game"));
        orders.addAll(items(100, "game", "charger"));

        List<CompletableFuture<Void>> outcomes =
                orders.stream().map(item -> place(groups, item, PLENTY)).toList();
        outcomes.forEach(CompletableFuture::join);

        assertThat(commits.committed()).containsExactlyInAnyOrderElementsOf(orders);
        assertThat(commits.batches().size()).isLessThan(200);
    }

    private GroupCommit<Item> groups(int maxBatchSize) {
        TransactionRetry once = mock(TransactionRetry.class);
        doAnswer(invocation -> {
                    invocation.<Consumer<Object>>getArgument(0).accept(invocation.getArgument(1));
                    return null;
                })
                .when(once)
                .run(any(), any());
        AdmissionProperties properties = new AdmissionProperties(256, 1, maxBatchSize, LINES);
        admission = new AdmissionControl(properties, () -> 8);
        DistributionSummary sizes = DistributionSummary.builder("sizes").register(new SimpleMeterRegistry());
        return new GroupCommit<>(admission, once, properties, new Lines(), commits, sizes);
    }

    /** Lets them all arrive while another order is being placed, and that one end when all have arrived. */
    private List<CompletableFuture<Void>> allBehind(GroupCommit<Item> groups, List<Item> orders, Duration time) {
        Item ahead = item("game");
        Consumer<List<Item>> fault = commits.before;
        CountDownLatch arrived = new CountDownLatch(1);
        commits.before = transaction -> {
            if (transaction.contains(ahead)) {
                awaitQuietly(arrived);
            } else {
                fault.accept(transaction);
            }
        };
        CompletableFuture<Void> first = place(groups, ahead, PLENTY);
        awaitQuietly(commits.begun);
        List<CompletableFuture<Void>> outcomes =
                orders.stream().map(item -> place(groups, item, time)).toList();
        awaitLine(groups, (int)
                orders.stream().filter(item -> item.line().equals(ahead.line())).count());
        arrived.countDown();
        first.join();
        return outcomes;
    }

    private CompletableFuture<Void> place(GroupCommit<Item> groups, Item item, Duration time) {
        return CompletableFuture.runAsync(
                () -> {
                    try (Deadline.Scope scope = Deadline.open(time)) {
                        groups.submit(item);
                    }
                },
                buyers);
    }

    private static void awaitLine(GroupCommit<Item> groups, int length) {
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

    private static List<Item> items(int count, String... wanted) {
        return IntStream.range(0, count).mapToObj(i -> item(wanted)).toList();
    }

    /** In the line of the first thing that it wants. */
    private static Item item(String... wanted) {
        return withKey("", wanted);
    }

    private static Item withKey(String key, String... wanted) {
        return new Item(UUID.randomUUID().toString(), wanted[0], List.of(wanted), key);
    }

    private record Item(String id, String line, List<String> wanted, String key) {}

    private static final class Lines implements Batching<Item> {

        @Override
        public Object line(Item item) {
            return item.line();
        }

        @Override
        public Collection<String> admissionKeys(Item item) {
            return item.wanted();
        }

        @Override
        public boolean goTogether(Item one, Item other) {
            return one.key().isEmpty() || !one.key().equals(other.key());
        }

        @Override
        public boolean concernsAll(RuntimeException failure) {
            return failure instanceof UnknownCommitException || failure instanceof MongoSocketException;
        }
    }

    private static final class RefusedException extends RuntimeException {}

    /** Notes what it is asked to commit, and fails as it is told. */
    private static final class RecordedCommits implements Consumer<List<Item>> {

        private final List<List<Item>> committed = new CopyOnWriteArrayList<>();
        private final List<List<Item>> failed = new CopyOnWriteArrayList<>();
        private final CountDownLatch begun = new CountDownLatch(1);
        private volatile Consumer<List<Item>> before = items -> {};

        List<List<Item>> batches() {
            return committed;
        }

        List<Item> committed() {
            return committed.stream().flatMap(List::stream).toList();
        }

        @Override
        public void accept(List<Item> items) {
            begun.countDown();
            try {
                before.accept(items);
            } catch (RuntimeException | Error failure) {
                failed.add(items);
                throw failure;
            }
            committed.add(items);
        }
    }
}
