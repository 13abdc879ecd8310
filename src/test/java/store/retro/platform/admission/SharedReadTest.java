package store.retro.platform.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.problem.ProblemException;

/** Who reads for whom, and what each is told. */
class SharedReadTest {

    private static final Duration PLENTY = Duration.ofSeconds(20);

    private final List<List<String>> reads = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final List<Thread> waiting = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile String stored = "nothing";
    private volatile boolean broken;

    private final SharedRead<String, String> shared = new SharedRead<>(this::read, PLENTY);

    @AfterEach
    void close() {
        firstMayEnd.countDown();
        threads.shutdownNow();
    }

    /** Takes until the end of the first, which has seen only what was stored when it began. */
    private String read(List<String> keys) {
        String found = stored;
        boolean fails = broken;
        reads.add(keys);
        if (reads.size() == 1 && keys.contains("first")) {
            await(firstMayEnd);
        }
        if (fails) {
            throw new IllegalStateException("of " + keys);
        }
        return found;
    }

    @Test
    void readsAloneAndAtOnceForWhomMeetsNobody() {
        assertThat(shared.read("a")).isEqualTo("nothing");
        assertThat(shared.read("b")).isEqualTo("nothing");

        assertThat(reads).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void readsOnceForAllWhoWait() {
        Future<String> first = first();
        List<Future<String>> others = List.of(behind("a"), behind("b"), behind("c"));
        firstMayEnd.countDown();

        assertThat(others).allSatisfy(other -> assertThat(other.get()).isEqualTo("nothing"));
        assertThat(first).succeedsWithin(PLENTY);
        assertThat(reads).hasSize(2);
        assertThat(reads.get(1)).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void showsWhateverWasWrittenBeforeItWasAskedFor() throws Exception {
        Future<String> first = first();
        stored = "an order";
        Future<String> asked = behind("a");
        firstMayEnd.countDown();

        assertThat(first.get()).isEqualTo("nothing");
        assertThat(asked.get()).isEqualTo("an order");
    }

    @Test
    void readsAgainForThoseForWhomItHasFailed() throws Exception {
        broken = true;
        Future<String> first = first();
        broken = false;
        List<Future<String>> others = List.of(behind("a"), behind("b"));
        firstMayEnd.countDown();

        assertThatThrownBy(first::get).hasRootCauseMessage("of [first]");
        assertThat(others).allSatisfy(other -> assertThat(other.get()).isEqualTo("nothing"));
    }

    @Test
    void tellsEachOfItsOwnFailure() {
        Future<String> first = first();
        broken = true;
        List<Future<String>> others = List.of(behind("a"), behind("b"));
        firstMayEnd.countDown();

        assertThat(first).succeedsWithin(PLENTY);
        assertThat(others)
                .allSatisfy(other -> assertThatThrownBy(other::get).hasCauseInstanceOf(IllegalStateException.class));
        assertThat(reads).hasSize(3);
    }

    /** As on a connection that is dead. */
    @Test
    void waitsForNoReadThatHangs() {
        SharedRead<String, String> impatient = new SharedRead<>(this::read, Duration.ofMillis(20));
        Future<String> hangs = threads.submit(() -> impatient.read("first"));
        Awaitility.await().until(() -> !reads.isEmpty());
        stored = "an order";

        assertThat(impatient.read("a")).isEqualTo("an order");
        assertThat(impatient.read("b")).isEqualTo("an order");
        firstMayEnd.countDown();

        assertThat(hangs).succeedsWithin(PLENTY);
    }

    @Test
    void asksToTryAgainWhenItsTurnDoesNotComeInTime() throws Exception {
        Future<String> first = first();
        Future<String> patient = behind("patient");
        Future<String> hurried = behind("hurried", Duration.ofMillis(50));

        assertThatThrownBy(hurried::get).hasCauseInstanceOf(ProblemException.class);
        firstMayEnd.countDown();
        assertThat(patient.get()).isEqualTo("nothing");
        assertThat(first.get()).isEqualTo("nothing");
        assertThat(reads.get(1)).containsExactly("patient");
    }

    @Test
    void answersEveryoneOfManyWithWhatWasWrittenBefore() throws Exception {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        SharedRead<Integer, List<Integer>> numbers = new SharedRead<>(List::copyOf);
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            all.add(CompletableFuture.runAsync(
                    () -> assertThat(numbers.read(number)).contains(number), threads));
        }

        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(PLENTY.toSeconds(), TimeUnit.SECONDS);
    }

    /** One that is under way, until it may end. */
    private Future<String> first() {
        Future<String> first = threads.submit(() -> shared.read("first"));
        Awaitility.await().until(() -> !reads.isEmpty());
        return first;
    }

    private Future<String> behind(String key) {
        return behind(key, PLENTY);
    }

    /** One that has begun to wait. */
    private Future<String> behind(String key, Duration budget) {
        int before = waiting.size();
        Future<String> behind = threads.submit(() -> within(budget, () -> {
            waiting.add(Thread.currentThread());
            return shared.read(key);
        }));
        Awaitility.await()
                .until(() -> waiting.size() > before
                        && (waiting.get(before).getState() == Thread.State.TIMED_WAITING || behind.isDone()));
        return behind;
    }

    private static String within(Duration budget, Supplier<String> work) {
        try (Deadline.Scope scope = Deadline.open(budget)) {
            return work.get();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PLENTY.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
