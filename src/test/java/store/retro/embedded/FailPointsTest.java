package store.retro.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoSocketException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults on request, on this engine and on a real server alike. */
class FailPointsTest extends ServerTest {

    /** Not retried by the driver, not known to it as a change of the set's state. */
    private static final int UNKNOWN_ERROR = 8;

    @BeforeEach
    void onlyWithFailPoints() {
        server.assumeFailPoints();
    }

    @Test
    void failsAsOftenAsItIsTold() {
        failCommand(doc("times", 2), failing("insert").append("errorCode", UNKNOWN_ERROR));
        assertFailsWith(UNKNOWN_ERROR, () -> items.insertOne(item(1)));
        assertThat(items.find()).isEmpty();
        assertFailsWith(UNKNOWN_ERROR, () -> items.insertOne(item(1)));
        items.insertOne(item(1));
    }

    @Test
    void skipsAsOftenAsItIsTold() {
        failCommand(doc("skip", 1), failing("insert").append("errorCode", UNKNOWN_ERROR));
        items.insertOne(item(1));
        assertFailsWith(UNKNOWN_ERROR, () -> items.insertOne(item(2)));
        assertFailsWith(UNKNOWN_ERROR, () -> items.insertOne(item(2)));
    }

    @Test
    void failsUntilItIsSwitchedOff() {
        failCommand("alwaysOn", failing("insert").append("errorCode", UNKNOWN_ERROR));
        assertFailsWith(UNKNOWN_ERROR, () -> items.insertOne(item(1)));
        admin(doc("configureFailPoint", "failCommand").append("mode", "off"));
        items.insertOne(item(1));
    }

    @Test
    void usesTheLabelsItIsGiven() {
        failOnce("insert", doc("errorCode", 112).append("errorLabels", List.of("Foo")));
        assertThat(failureOf(() -> beginRaw().insert(1)).getErrorLabels()).containsExactly("Foo");
        failOnce("insert", doc("errorCode", 112).append("errorLabels", List.of()));
        assertThat(failureOf(() -> beginRaw().insert(1)).getErrorLabels()).isEmpty();
    }

    @Test
    void closesTheConnectionBeforeTheCommandIsDone() {
        failOnce("insert", doc("closeConnection", true));
        assertThat(failureOf(() -> database.runCommand(RawTransaction.insertion(1))))
                .isInstanceOf(MongoSocketException.class);
        assertThat(items.find()).isEmpty();
    }

    @Test
    void aCommitWhoseAnswerWasLostIsRepeatedByTheDriver() {
        RawTransaction a = beginRaw();
        a.insert(1);
        failOnce("commitTransaction", doc("closeConnection", true));
        assertThat(failureOf(a::commit)).isInstanceOf(MongoSocketException.class);
        a.commit();
        assertThat(items.countDocuments()).isEqualTo(1);
    }

    @Test
    void blocksTheCommand() {
        failOnce("insert", doc("blockConnection", true).append("blockTimeMS", 200));
        long start = System.nanoTime();
        items.insertOne(item(1));
        assertThat(System.nanoTime() - start).isGreaterThan(190_000_000L);
    }

    @Test
    void meansOnlyTheClientOfThatName() {
        failCommand(
                "alwaysOn", failing("insert").append("errorCode", UNKNOWN_ERROR).append("appName", "chosen"));
        items.insertOne(item(1));
        try (MongoClient chosen = server.newClient("chosen")) {
            MongoCollection<Document> same = chosen.getDatabase("engine_tests").getCollection("items");
            assertFailsWith(UNKNOWN_ERROR, () -> same.insertOne(item(2)));
        }
    }

    @Test
    void meansOnlyThatNamespace() {
        failCommand(
                "alwaysOn",
                failing("insert").append("errorCode", UNKNOWN_ERROR).append("namespace", "engine_tests.items"));
        database.getCollection("others").insertOne(new Document());
        assertFailsWith(UNKNOWN_ERROR, () -> items.insertOne(item(2)));
    }

    @Test
    void aWriteConcernErrorDoesNotUndoTheWrite() {
        failOnce("insert", doc("writeConcernError", doc("code", 64).append("errmsg", "made up")));
        assertThat(failureOf(() -> items.insertOne(item(1)))).isInstanceOf(MongoWriteConcernException.class);
        assertThat(items.countDocuments()).isEqualTo(1);
    }

    @Test
    void aRetryableWriteWhoseAnswerWasLostIsDoneOnce() {
        given(item(1));
        admin(doc("configureFailPoint", "onPrimaryTransactionalWrite").append("mode", doc("times", 1)));
        increment(1);
        assertThat(valueOf(1)).isEqualTo(1);
    }

    @Test
    void aRetryableWriteThatFailedBeforeItsCommitIsDoneOnce() {
        given(item(1));
        admin(doc("configureFailPoint", "onPrimaryTransactionalWrite")
                .append("mode", doc("times", 1))
                .append("data", doc("failBeforeCommitExceptionCode", 1)));
        increment(1);
        assertThat(valueOf(1)).isEqualTo(1);
    }

    private static Document failing(String command) {
        return doc("failCommands", List.of(command));
    }
}
