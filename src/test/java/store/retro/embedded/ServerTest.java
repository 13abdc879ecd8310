package store.retro.embedded;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoException;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the tests of the engine share: an empty collection, sessions that are ended after the test, short words. */
@ExtendWith(ServerUnderTest.Resolver.class)
abstract class ServerTest {

    static final String TRANSIENT = MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL;

    ServerUnderTest server;
    MongoClient client;
    MongoDatabase database;
    MongoCollection<Document> items;
    private final List<ClientSession> sessions = new ArrayList<>();
    private final List<RawTransaction> transactions = new ArrayList<>();

    @BeforeEach
    void emptyCollection(ServerUnderTest shared) {
        server = shared;
        client = shared.client();
        database = client.getDatabase("engine_tests").withWriteConcern(WriteConcern.MAJORITY);
        items = database.getCollection("items");
        items.drop();
        database.createCollection("items");
    }

    @AfterEach
    void endSessions() {
        server.failPointsOff();
        transactions.forEach(RawTransaction::abortIfOpen);
        sessions.forEach(ServerTest::end);
    }

    private static void end(ClientSession session) {
        if (session.hasActiveTransaction()) {
            session.abortTransaction();
        }
        session.close();
    }

    ClientSession newSession() {
        ClientSession session = client.startSession(ClientSessionOptions.builder()
                .causallyConsistent(false)
                .defaultTransactionOptions(TransactionOptions.builder()
                        .writeConcern(WriteConcern.MAJORITY)
                        .build())
                .build());
        sessions.add(session);
        return session;
    }

    /** A session with a started transaction. */
    ClientSession begin() {
        ClientSession session = newSession();
        session.startTransaction();
        return session;
    }

    /** A transaction whose commands are written out, so that the driver's own checks do not come first. */
    RawTransaction beginRaw() {
        RawTransaction transaction = RawTransaction.of(newSession(), database, client.getDatabase("admin"));
        transactions.add(transaction);
        return transaction;
    }

    static Document item(int id) {
        return new Document("_id", id).append("v", 0);
    }

    static Document doc(String field, @Nullable Object value) {
        return new Document(field, value);
    }

    void given(Document... documents) {
        items.insertMany(List.of(documents));
    }

    void increment(ClientSession session, int id) {
        items.updateOne(session, eq(id), Updates.inc("v", 1));
    }

    void increment(int id) {
        items.updateOne(eq(id), Updates.inc("v", 1));
    }

    int valueOf(int id) {
        return items.find(eq(id)).first().getInteger("v");
    }

    List<Integer> ids(Bson filter) {
        return items.find(filter)
                .sort(doc("_id", 1))
                .map(found -> found.getInteger("_id"))
                .into(new ArrayList<>());
    }

    Document admin(Document command) {
        return client.getDatabase("admin").runCommand(command);
    }

    /** Makes the next command of this name fail; only where there are fail points. */
    void failOnce(String command, Document data) {
        failCommand(new Document("times", 1), new Document(data).append("failCommands", List.of(command)));
    }

    void failCommand(Object mode, Document data) {
        admin(new Document("configureFailPoint", "failCommand")
                .append("mode", mode)
                .append("data", data));
    }

    static MongoException failureOf(ThrowingCallable call) {
        MongoException failure = catchThrowableOfType(MongoException.class, call);
        assertThat(failure).as("a MongoException").isNotNull();
        return failure;
    }

    static void assertConflict(ThrowingCallable call) {
        MongoException failure = failureOf(call);
        assertThat(failure.getCode()).isEqualTo(112);
        assertThat(failure.hasErrorLabel(TRANSIENT)).isTrue();
    }

    static void assertFailsWith(int code, ThrowingCallable call) {
        assertThat(failureOf(call).getCode()).isEqualTo(code);
    }

    /** Runs it meanwhile, and makes sure that it has to wait. */
    static CompletableFuture<Void> waiting(Runnable blocked) {
        CompletableFuture<Void> future = CompletableFuture.runAsync(blocked);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> future.get(200, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        return future;
    }
}
