package store.retro.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import java.util.List;
import java.util.UUID;
import org.bson.BsonBinary;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command in a transaction may say and what not: behaviours 32 to 36. */
class ArgumentsTest extends ServerTest {

    /** Without a driver, which sends a session with everything. */
    @Test
    @Behaviour(32)
    void aTransactionNumberNeedsASession() {
        try (RawConnection connection = server.newRawConnection()) {
            Document insert = RawTransaction.insertion(1).append("txnNumber", 1L);
            assertThat(connection.run("engine_tests", insert)).containsEntry("code", 72);
            insert.append("lsid", new Document("id", new BsonBinary(UUID.randomUUID())));
            assertThat(connection.run("engine_tests", insert)).containsEntry("ok", 1.0);
        }
    }

    @Test
    @Behaviour(32)
    void autocommitNeedsATransactionNumber() {
        assertFailsWith(
                72, () -> database.runCommand(RawTransaction.insertion(1).append("autocommit", false)));
    }

    @Test
    @Behaviour(32)
    void startTransactionNeedsAutocommitFalse() {
        Document insert = RawTransaction.insertion(1).append("startTransaction", true);
        assertFailsWith(72, () -> beginRaw().runRetryable(insert));
        assertFailsWith(72, () -> beginRaw().runRetryable(new Document(insert).append("autocommit", true)));
        assertFailsWith(72, () -> beginRaw().continuing().run(new Document(insert).append("startTransaction", false)));
    }

    @Test
    @Behaviour(33)
    void onlyTheFirstStatementMayHaveAReadConcern() {
        RawTransaction a = beginRaw();
        a.insert(1);
        Document find = doc("find", "items").append("readConcern", doc("level", "snapshot"));
        assertFailsWith(72, () -> a.run(find));
        a.commit();
    }

    @Test
    @Behaviour(33)
    void onlyTheEndMayHaveAWriteConcern() {
        Document insert = RawTransaction.insertion(1).append("writeConcern", doc("w", "majority"));
        assertFailsWith(72, () -> beginRaw().run(insert));
        RawTransaction a = beginRaw();
        a.insert(1);
        a.end(doc("commitTransaction", 1).append("writeConcern", doc("w", "majority")));
    }

    @Test
    @Behaviour(34)
    void aStatementNumberIsAccepted() {
        RawTransaction a = beginRaw();
        a.run(RawTransaction.insertion(1).append("stmtId", 0));
        a.commit();
        assertThat(items.countDocuments()).isEqualTo(1);
    }

    @Behaviour(35)
    @ParameterizedTest
    @ValueSource(strings = {"count", "listCollections", "drop", "dropIndexes", "ping", "collStats", "listIndexes"})
    void aRefusedCommandKeepsTheTransaction(String command) {
        RawTransaction a = beginRaw();
        a.insert(1);
        assertFailsWith(263, () -> a.run(unsupported(command)));
        a.commit();
        assertThat(items.countDocuments()).isEqualTo(1);
    }

    @Behaviour(35)
    @ParameterizedTest
    @ValueSource(strings = {"count", "listCollections", "drop", "dropIndexes", "ping", "collStats", "listIndexes"})
    void aTransactionDoesNotBeginWithARefusedCommand(String command) {
        RawTransaction a = beginRaw();
        assertFailsWith(263, () -> a.run(unsupported(command)));
        assertFailsWith(251, () -> a.insert(1));
    }

    private static Document unsupported(String command) {
        Document statement = new Document(command, "items");
        return command.equals("dropIndexes") ? statement.append("index", "*") : statement;
    }

    @Behaviour(36)
    @ParameterizedTest
    @ValueSource(strings = {"config", "local"})
    void aTransactionMayNotWriteToTheDatabase(String name) {
        assertFailsWith(263, () -> client.getDatabase(name).getCollection("x").insertOne(begin(), item(1)));
    }

    /** 4.4 refuses it; which version was the first to allow it is not known here. */
    @Test
    @Behaviour(36)
    void aTransactionMayWriteToAdmin() {
        assumeTrue(server.majorVersion() >= 8, "4.4 refuses it");
        ClientSession a = begin();
        MongoCollection<Document> ours = client.getDatabase("admin").getCollection("engine_tests");
        ours.drop();
        ours.insertOne(a, item(1));
        a.commitTransaction();
        assertThat(ours.find()).containsExactly(item(1));
        ours.drop();
    }

    @Test
    @Behaviour(36)
    void bulkWriteComesByAdminButWritesElsewhere() {
        assumeTrue(server.majorVersion() >= 8, "bulkWrite came with 8.0");
        RawTransaction a = beginRaw();
        Document bulkWrite = doc("bulkWrite", 1)
                .append("ops", List.of(doc("insert", 0).append("document", item(1))))
                .append("nsInfo", List.of(doc("ns", "engine_tests.items")));
        assertThat(a.runOnAdmin(bulkWrite)).containsEntry("nInserted", 1);
        assertThat(items.countDocuments()).isZero();
        a.commit();
        assertThat(items.countDocuments()).isEqualTo(1);
    }

    @Test
    void anUnknownArgumentIsRefused() {
        assertFailsWith(40415, () -> database.runCommand(doc("find", "items").append("nonsense", 1)));
    }

    @Test
    void anUnknownCommandIsRefused() {
        assertFailsWith(59, () -> database.runCommand(doc("noSuchThing", 1)));
    }
}
