package store.retro.embedded;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What ends a transaction from outside, and what has to wait for its end: behaviours 38 to 40. */
class LifetimeTest extends ServerTest {

    @Test
    @Behaviour(38)
    void aTransactionThatLivesTooLongIsAborted() throws InterruptedException {
        withLifetimeLimit(1, () -> {
            ClientSession a = begin();
            items.insertOne(a, item(1));
            Thread.sleep(Duration.ofSeconds(3).toMillis());
            assertFailsWith(251, () -> items.insertOne(a, item(2)));
            assertThat(items.countDocuments()).isZero();
        });
    }

    @Test
    @Behaviour(38)
    void whatRunsInATransactionThatLivesTooLongIsInterrupted() throws InterruptedException {
        items.insertMany(IntStream.range(0, 4000).mapToObj(ServerTest::item).toList());
        withLifetimeLimit(1, () -> {
            Document everyPair = Document.parse("{$lookup: {from: 'items', as: 'pairs', let: {x: '$v'}, pipeline: ["
                    + "{$match: {$expr: {$lt: ['$v', '$$x']}}}]}}");
            // one document in the end: between two batches it would be found aborted, and not be interrupted
            Document counted = Document.parse("{$group: {_id: null, pairs: {$sum: {$size: '$pairs'}}}}");
            MongoException failure = failureOf(
                    () -> items.aggregate(begin(), List.of(everyPair, counted)).first());
            assertThat(failure.getCode()).isEqualTo(290);
        });
    }

    @Test
    @Behaviour(39)
    void killingItsSessionAbortsATransaction() {
        ClientSession a = begin();
        items.insertOne(a, item(1));
        admin(doc("killSessions", List.of(a.getServerSession().getIdentifier())));
        assertFailsWith(251, () -> items.insertOne(a, item(2)));
    }

    @Test
    @Behaviour(39)
    void killingAllSessionsAbortsATransaction() {
        ClientSession a = begin();
        items.insertOne(a, item(1));
        admin(doc("killAllSessions", List.of()));
        assertFailsWith(251, () -> items.insertOne(a, item(2)));
    }

    @Test
    @Behaviour(40)
    void droppingWaitsForTheTransaction() {
        ClientSession a = beginWithWrite();
        assertWaits(doc("drop", "items"));
        CompletableFuture<Void> drop = waiting(() -> items.drop());
        a.commitTransaction();
        drop.join();
        assertThat(items.countDocuments()).isZero();
    }

    @Test
    @Behaviour(40)
    void indexingWaitsForTheTransaction() {
        ClientSession a = beginWithWrite();
        Document index = doc("key", doc("z", 1)).append("name", "z");
        assertWaits(doc("createIndexes", "items").append("indexes", List.of(index)));
        a.commitTransaction();
        items.createIndex(doc("z", 1));
    }

    @Test
    @Behaviour(40)
    void askingForAnIndexThatIsThereWaitsForNobody() {
        items.createIndex(doc("y", 1));
        ClientSession a = beginWithWrite();
        items.createIndex(doc("y", 1));
        a.commitTransaction();
    }

    @Test
    @Behaviour(40)
    void renamingWaitsForTheTransaction() {
        ClientSession a = beginWithWrite();
        database.getCollection("renamed").drop();
        Document rename = doc("renameCollection", "engine_tests.items").append("to", "engine_tests.renamed");
        assertFailsWith(50, () -> admin(rename.append("maxTimeMS", 200)));
        a.commitTransaction();
        admin(rename);
        assertThat(database.getCollection("renamed").countDocuments()).isEqualTo(1);
    }

    @Test
    @Behaviour(40)
    void aCollectionCanBeCreatedInATransaction() {
        MongoCollection<Document> made = database.getCollection("made");
        made.drop();
        ClientSession a = begin();
        made.insertOne(a, item(1));
        assertThat(database.listCollectionNames()).doesNotContain("made");
        a.commitTransaction();
        assertThat(made.find(eq(1)).first()).isEqualTo(item(1));
    }

    @Test
    @Behaviour(40)
    void aCollectionCreatedInAnAbortedTransactionIsGone() {
        MongoCollection<Document> made = database.getCollection("made");
        made.drop();
        ClientSession a = begin();
        made.insertOne(a, item(1));
        a.abortTransaction();
        assertThat(database.listCollectionNames()).doesNotContain("made");
    }

    private ClientSession beginWithWrite() {
        given(item(1));
        ClientSession a = begin();
        increment(a, 1);
        return a;
    }

    private void assertWaits(Document command) {
        assertFailsWith(50, () -> database.runCommand(new Document(command).append("maxTimeMS", 200)));
    }

    private interface Body {
        void run() throws InterruptedException;
    }

    private void withLifetimeLimit(int seconds, Body body) throws InterruptedException {
        String parameter = "transactionLifetimeLimitSeconds";
        admin(doc("setParameter", 1).append(parameter, seconds));
        try {
            body.run();
        } finally {
            admin(doc("setParameter", 1).append(parameter, 60));
        }
    }
}
