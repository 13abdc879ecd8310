package store.retro.platform.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.mapping.MongoId;
import store.retro.fixture.StoreTest;
import store.retro.platform.background.LeasedWorkQueue.Claim;
import store.retro.platform.documents.StoredDocuments;
import store.retro.platform.transaction.ForbiddenDocument;

/** Several documents that are claimed together, one of which makes trouble. */
@StoreTest
class LeasedWorkQueueIT {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);

    @Autowired
    private StoredDocuments documents;

    @Autowired
    private MongoClient client;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private LeasedWorkQueue<Thing> queue;

    /** A document with something to do. */
    @org.springframework.data.mongodb.core.mapping.Document("leasedThings")
    record Thing(@MongoId String id, String owner, WorkState due) {}

    @BeforeEach
    void fourThingsAreDue() {
        things().drop();
        IntStream.range(0, 4)
                .mapToObj(i -> new Document("_id", "thing-" + i)
                        .append("owner", "somebody")
                        .append("due", new Document("at", Date.from(START))))
                .forEach(things()::insertOne);
        Clock clock = mock(Clock.class);
        when(clock.instant()).thenAnswer(call -> now.get());
        queue = new LeasedWorkQueue<>(documents, Thing.class, "due", "owner", null, properties(), clock);
    }

    private static BackgroundProperties properties() {
        return new BackgroundProperties(
                true,
                Duration.ofSeconds(1),
                4,
                16,
                LEASE,
                10,
                new BackgroundProperties.BackOff(Duration.ofSeconds(2), 2, Duration.ofMinutes(10)));
    }

    @Test
    void claimsThemTogetherAndDoesEach() {
        List<Integer> together = new ArrayList<>();

        boolean due = queue.doNext(things -> {
            together.add(things.size());
            return queue::finish;
        });

        assertThat(due).isTrue();
        assertThat(together).containsExactly(4);
        assertThat(due()).isEmpty();
        assertThat(queue.doNext(things -> queue::finish)).isFalse();
    }

    @Test
    void keepsNoneWaitingForOneThatTakesLong() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Consumer<Claim<Thing>> work = claim -> {
            if (begun.getCount() > 0) {
                begun.countDown();
                awaitUninterruptibly(end);
            }
            queue.finish(claim);
        };
        CompletableFuture<Boolean> slow = CompletableFuture.supplyAsync(() -> queue.doNext(things -> work));
        awaitUninterruptibly(begun);

        queue.doNext(things -> work);

        assertThat(due()).hasSize(1);
        end.countDown();
        slow.join();
        assertThat(due()).isEmpty();
    }

    /** No server can add to a text. */
    @Test
    void writesWhatHasBecomeOfTheOthersWhenOneCannotBeWritten() {
        things().updateOne(Filters.eq("_id", "thing-2"), Updates.set("count", "a text"));

        assertThatThrownBy(() -> queue.doNext(things -> claim -> queue.finish(claim, Updates.inc("count", 1))))
                .isInstanceOf(MongoBulkWriteException.class);

        assertThat(due()).extracting(thing -> thing.get("_id")).containsExactly("thing-2");
    }

    @Test
    void claimsTheOthersWhenOneMayNotBeClaimed() {
        things().updateOne(Filters.eq("_id", "thing-2"), Updates.set("due.attempts", 5));
        database().runCommand(new Document("collMod", "leasedThings").append("validator", Document.parse("""
            {"$jsonSchema": {"properties": {"due": {"properties": {"attempts": {"maximum": 5}}}}}}\
            """)));

        queue.doNext(things -> queue::finish);

        assertThat(due()).extracting(thing -> thing.get("_id")).containsExactly("thing-2");
        assertThatThrownBy(() -> queue.doNext(things -> queue::finish))
                .matches(refusal -> ForbiddenDocument.objection(refusal).isPresent());
    }

    @Test
    void doesTheOthersWhileATransactionThatWasLeftBehindHoldsOne() {
        try (ClientSession left = client.startSession()) {
            left.startTransaction();
            database()
                    .getCollection("leasedThings")
                    .updateOne(left, Filters.eq("_id", "thing-1"), Updates.set("held", true));

            await().atMost(Duration.ofSeconds(20)).pollInSameThread().until(() -> {
                queue.doNext(things -> queue::finish);
                return due().size() == 1;
            });

            left.abortTransaction();
        }
        queue.doNext(things -> queue::finish);
        assertThat(due()).isEmpty();
    }

    @Test
    void doesTheOthersWhenAnErrorMeetsAllThatWereClaimedTogether() {
        Function<List<Thing>, Consumer<Claim<Thing>>> work = things -> {
            if (things.stream().anyMatch(thing -> thing.id().equals("thing-2"))) {
                throw new StackOverflowError("for the test");
            }
            return queue::finish;
        };

        assertThatThrownBy(() -> drain(work)).isInstanceOf(StackOverflowError.class);
        drain(work);

        assertThat(due())
                .extracting(thing -> thing.get("_id"), thing -> thing.get("failure"), thing -> thing.get("claim"))
                .containsExactly(tuple("thing-2", "it ended with StackOverflowError", null));
        assertThat(queue.waiting().oldestDue()).isEmpty();
    }

    @Test
    void looksAgainAtWhatCannotBeRead() {
        things().updateOne(Filters.eq("_id", "thing-1"), Updates.set("owner", 5));
        doAll(queue::finish);
        assertThat(queue.waiting().setAside(10))
                .extracting(StuckWork::id, StuckWork::failure)
                .containsExactly(tuple("thing-1", "it cannot be read: owner: no String, but a Integer"));
        assertThat(queue.waiting().stuck(10)).isEmpty();
        things().updateOne(Filters.eq("_id", "thing-1"), Updates.set("owner", "somebody"));
        now.set(START.plus(Duration.ofMinutes(11)));

        doAll(queue::finish);

        assertThat(due()).isEmpty();
        assertThat(queue.waiting().countSetAside()).isZero();
    }

    @Test
    void givesBackWhatHasWaitedForTooLong() {
        queue.doNext(things -> claim -> {
            now.set(START.plus(LEASE.dividedBy(2)));
            queue.finish(claim);
        });

        assertThat(due())
                .hasSize(3)
                .extracting(thing -> thing.getDate("at"), thing -> thing.get("attempts"), thing -> thing.get("claim"))
                .containsOnly(tuple(Date.from(now.get()), 0, null));
    }

    @Test
    void notesNothingOfWhatIsAnothersByNow() {
        doAll(claim -> {
            things().updateOne(Filters.eq("_id", claim.id()), Updates.set("due.claim", "another's"));
            queue.finish(claim);
        });

        assertThat(due()).hasSize(4).allMatch(thing -> "another's".equals(thing.get("claim")));
    }

    @Test
    void isDueAgainWhenSomethingElseWasAskedForMeanwhile() {
        AtomicInteger turns = new AtomicInteger();
        doAll(claim -> {
            if (claim.id().equals("thing-3") && turns.incrementAndGet() == 1) {
                things().updateOne(Filters.eq("_id", claim.id()), Updates.set("more", true));
            }
            queue.finishIf(claim, Filters.exists("more", false), Updates.set("done", true), Updates.unset("more"));
        });

        assertThat(turns).hasValue(2);
        assertThat(due()).isEmpty();
        assertThat(things().countDocuments(Filters.eq("done", true))).isEqualTo(4);
    }

    private void doAll(Consumer<Claim<Thing>> work) {
        drain(things -> work);
    }

    private void drain(Function<List<Thing>, Consumer<Claim<Thing>>> work) {
        boolean more = true;
        while (more) {
            more = queue.doNext(work);
        }
    }

    /** What is due, with its id. */
    private List<Document> due() {
        return things().find(Filters.exists("due.at"))
                .map(thing -> thing.get("due", Document.class).append("_id", thing.get("_id")))
                .into(new ArrayList<>());
    }

    /** Without a deadline, which a transaction may not have besides its session's. */
    private MongoDatabase database() {
        return client.getDatabase(things().getNamespace().getDatabaseName());
    }

    private MongoCollection<Document> things() {
        return documents.collection(Thing.class);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
