package store.retro.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.IndexOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many clients at once: nothing is lost, and they really get in each other's way. */
class ContentionTest extends ServerTest {

    private static final int ACCOUNTS = 10;
    private static final int CLIENTS = 16;
    private static final long DURATION_NANOS = Duration.ofMillis(1500).toNanos();

    private final AtomicInteger transfers = new AtomicInteger();
    private final AtomicInteger conflicts = new AtomicInteger();

    @Test
    void transfersLoseNothing() {
        long seed = System.nanoTime();
        items.createIndex(doc("group", 1));
        items.createIndex(doc("ticket", 1), new IndexOptions().unique(true).sparse(true));
        items.insertMany(IntStream.range(0, ACCOUNTS)
                .mapToObj(id -> doc("_id", id).append("v", 100).append("group", id % 3))
                .toList());
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<CompletableFuture<Void>> running = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> transferForAWhile(new Random(seed + i)), clients))
                    .toList();
            running.forEach(CompletableFuture::join);
        } finally {
            clients.shutdownNow();
        }
        assertThat(sum(null)).as("seed %d", seed).isEqualTo(100 * ACCOUNTS);
        assertThat(transfers.get()).as("transfers, seed %d", seed).isPositive();
        assertThat(conflicts.get()).as("conflicts, seed %d", seed).isPositive();
        assertIndexesAgree();
    }

    private void transferForAWhile(Random random) {
        long end = System.nanoTime() + DURATION_NANOS;
        try (ClientSession session = client.startSession()) {
            while (System.nanoTime() < end) {
                try {
                    transfer(session, random);
                } catch (MongoException e) {
                    conflicts.incrementAndGet();
                    assertThat(e.hasErrorLabel(TRANSIENT)).as(e.toString()).isTrue();
                    session.abortTransaction();
                }
            }
        }
    }

    private void transfer(ClientSession session, Random random) {
        int from = random.nextInt(ACCOUNTS);
        int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        session.startTransaction();
        assertThat(sum(session)).isEqualTo(100 * ACCOUNTS);
        boolean paid = items.updateOne(session, and(eq(from), gte("v", 5)), combine(inc("v", -5), set("group", to)))
                        .getModifiedCount()
                == 1;
        if (paid) {
            items.updateOne(session, eq(to), combine(inc("v", 5), set("ticket", random.nextInt())));
        }
        session.commitTransaction();
        transfers.incrementAndGet();
    }

    private int sum(@Nullable ClientSession session) {
        List<org.bson.conversions.Bson> pipeline = List.of(Aggregates.group(null, Accumulators.sum("sum", "$v")));
        Document result = session == null
                ? items.aggregate(pipeline).first()
                : items.aggregate(session, pipeline).first();
        return result.getInteger("sum");
    }

    /** A document that is written while an index is made must not be missing in it. */
    @Test
    void indexesMadeUnderWritesAreComplete() {
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<Void>> running = IntStream.range(0, 4)
                    .mapToObj(client -> CompletableFuture.runAsync(() -> insert(client), clients))
                    .toList();
            for (int i = 0; i < 20; i++) {
                items.createIndex(doc("field" + i, 1));
            }
            running.forEach(CompletableFuture::join);
        } finally {
            clients.shutdownNow();
        }
        long scanned = items.countDocuments();
        for (int i = 0; i < 20; i++) {
            assertThat(items.find(gte("_id", 0)).hint(doc("field" + i, 1))).hasSize((int) scanned);
        }
    }

    private void insert(int client) {
        IntStream.range(0, 300).forEach(i -> items.insertOne(item(client * 300 + i)));
    }

    /** What is found by an index is what is found by a look at every document. */
    private void assertIndexesAgree() {
        for (Document document : items.find()) {
            int group = document.getInteger("group");
            List<Document> scanned =
                    items.find(eq("group", group)).hint(doc("$natural", 1)).into(new ArrayList<>());
            assertThat(items.find(eq("group", group)).hint(doc("group", 1)))
                    .containsExactlyInAnyOrderElementsOf(scanned);
            if (document.containsKey("ticket")) {
                assertThat(items.find(eq("ticket", document.get("ticket")))).containsExactly(document);
            }
        }
    }
}
