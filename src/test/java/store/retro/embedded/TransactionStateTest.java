package store.retro.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may follow what: behaviours 19 to 27. */
class TransactionStateTest extends ServerTest {

    @Test
    @Behaviour(19)
    void aCommitCanBeRepeated() {
        RawTransaction a = beginRaw();
        a.insert(1);
        a.commit();
        a.commit();
        assertThat(items.countDocuments()).isEqualTo(1);
    }

    @Test
    @Behaviour(20)
    void anAbortAfterTheCommitIsRefused() {
        RawTransaction a = beginRaw();
        a.insert(1);
        a.commit();
        assertFailsWith(256, a::abort);
        assertThat(items.countDocuments()).isEqualTo(1);
    }

    @Test
    @Behaviour(21)
    void aStatementAfterTheCommitIsRefused() {
        RawTransaction a = beginRaw();
        a.insert(1);
        a.commit();
        assertFailsWith(256, () -> a.insert(2));
    }

    @Test
    @Behaviour(22)
    void nothingFollowsAnAbort() {
        RawTransaction a = beginRaw();
        a.insert(1);
        a.abort();
        assertNoTransaction(a::abort);
        assertNoTransaction(a::commit);
        assertNoTransaction(() -> a.insert(2));
    }

    @Test
    @Behaviour(23)
    void theSameNumberCannotBeStartedAgain() {
        RawTransaction a = beginRaw();
        a.insert(1);
        assertFailsWith(117, () -> a.plus(0).insert(2));
        a.commit();
        assertThat(ids(new Document())).containsExactly(1);
    }

    @Test
    @Behaviour(24)
    void aHigherNumberAbortsTheRunningTransaction() {
        RawTransaction a = beginRaw();
        a.insert(1);
        RawTransaction higher = a.plus(4);
        higher.insert(2);
        assertFailsWith(225, () -> a.insert(3));
        higher.commit();
        assertThat(ids(new Document())).containsExactly(2);
    }

    @Test
    @Behaviour(25)
    void aLowerNumberIsTooOld() {
        RawTransaction a = beginRaw();
        a.insert(1);
        a.commit();
        assertFailsWith(225, () -> a.plus(-1).insert(2));
    }

    @Test
    @Behaviour(26)
    void aTransactionThatOnlyReadCanBeCommitted() {
        RawTransaction a = beginRaw();
        a.run(new Document("find", "items"));
        a.commit();
        a.commit();
    }

    @Test
    @Behaviour(26)
    void aTransactionThatNeverStartedCannotBeCommitted() {
        assertNoTransaction(() -> beginRaw().commit());
        assertNoTransaction(() -> beginRaw().abort());
        assertNoTransaction(() -> beginRaw().continuing().insert(1));
    }

    /** Of the engine alone: a real server is not ours to restart. */
    @Test
    @Behaviour(27)
    void aCommittedTransactionSurvivesARestartAndItsCommitCanBeRepeated(@TempDir Path directory) {
        Path file = directory.resolve("data.mv");
        Document commit = new Document("commitTransaction", 1);
        try (EmbeddedMongo engine = EmbeddedMongo.start(0, file);
                MongoClient before = MongoClients.create(engine.connectionString());
                ClientSession session = before.startSession()) {
            RawTransaction a = raw(before, session);
            a.insert(1);
            a.commit();
            commit.append("lsid", session.getServerSession().getIdentifier())
                    .append("txnNumber", a.number())
                    .append("autocommit", false);
        }
        try (EmbeddedMongo engine = EmbeddedMongo.start(0, file);
                RawConnection after = new RawConnection("127.0.0.1", engine.port())) {
            assertThat(after.run("admin", commit)).containsEntry("ok", 1.0);
            assertThat(after.run("admin", commit.append("txnNumber", commit.getLong("txnNumber") + 1)))
                    .containsEntry("code", 251);
            assertThat(after.run("engine_tests", new Document("count", "items")))
                    .containsEntry("n", 1);
        }
    }

    private static RawTransaction raw(MongoClient client, ClientSession session) {
        return RawTransaction.of(session, client.getDatabase("engine_tests"), client.getDatabase("admin"));
    }

    private static void assertNoTransaction(Runnable call) {
        MongoException failure = failureOf(call::run);
        assertThat(failure.getCode()).isEqualTo(251);
        assertThat(failure.hasErrorLabel(TRANSIENT)).isTrue();
    }
}
