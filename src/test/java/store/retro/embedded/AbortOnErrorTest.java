package store.retro.embedded;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.model.Updates;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which errors abort a transaction, and how they are labelled: behaviours 28 to 31. */
class AbortOnErrorTest extends ServerTest {

    @Test
    @Behaviour(28)
    void aDuplicateKeyIsAWriteErrorAndAbortsTheTransaction() {
        given(item(3));
        RawTransaction a = beginRaw();
        Document insert = doc("insert", "items").append("documents", List.of(item(1), item(3), item(4)));
        Document answer = a.run(insert);
        assertThat(answer).containsEntry("ok", 1.0).containsEntry("n", 1).doesNotContainKey("errorLabels");
        assertThat(answer.getList("writeErrors", Document.class)).hasSize(1);
        assertThat(answer.getList("writeErrors", Document.class).get(0))
                .containsEntry("index", 1)
                .containsEntry("code", 11000);
        assertAborted(a);
        assertThat(ids(new Document())).containsExactly(3);
    }

    @Test
    @Behaviour(28)
    void evenAnUnorderedBatchStopsAtTheFirstErrorInATransaction() {
        given(item(3));
        Document insert = doc("insert", "items")
                .append("documents", List.of(item(1), item(3), item(4)))
                .append("ordered", false);
        assertThat(beginRaw().run(insert)).containsEntry("n", 1);
    }

    @Test
    @Behaviour(29)
    void aTypeMismatchAbortsTheTransaction() {
        given(doc("_id", 1).append("v", "text"));
        ClientSession a = begin();
        items.insertOne(a, item(2));
        assertFailsWith(14, () -> items.updateOne(a, eq(1), Updates.inc("v", 1)));
        assertFailsWith(251, a::commitTransaction);
        assertThat(ids(new Document())).containsExactly(1);
    }

    @Test
    @Behaviour(29)
    void aBadValueAbortsTheTransaction() {
        given(item(1));
        ClientSession a = begin();
        items.insertOne(a, item(2));
        MongoException failure = failureOf(() -> items.find(a, doc("$nope", 1)).first());
        assertThat(failure.getCode()).isEqualTo(2);
        assertThat(failure.getErrorLabels()).isEmpty();
        assertFailsWith(251, a::commitTransaction);
    }

    @Behaviour(30)
    @ParameterizedTest
    @ValueSource(ints = {6, 24, 89, 91, 112, 189, 251, 9001, 10107, 11600, 11602, 13435, 13436})
    void insideTheErrorIsTransient(int code) {
        server.assumeFailPoints();
        failOnce("insert", doc("errorCode", code));
        MongoException failure = failureOf(() -> beginRaw().insert(1));
        assertThat(failure.getErrorLabels()).containsExactly(TRANSIENT);
    }

    @Behaviour(30)
    @ParameterizedTest
    @ValueSource(ints = {8, 50})
    void insideTheErrorIsNotTransient(int code) {
        server.assumeFailPoints();
        failOnce("insert", doc("errorCode", code));
        MongoException failure = failureOf(() -> beginRaw().insert(1));
        assertThat(failure.getErrorLabels()).isEmpty();
    }

    @Behaviour(31)
    @ParameterizedTest
    @ValueSource(ints = {91, 10107, 11600})
    void onCommitTheErrorIsARetryableWriteError(int code) {
        server.assumeFailPoints();
        RawTransaction a = beginRaw();
        a.insert(1);
        failOnce("commitTransaction", doc("errorCode", code));
        assertThat(failureOf(a::commit).getErrorLabels()).containsExactly("RetryableWriteError");
        a.commit();
        assertThat(items.countDocuments()).isEqualTo(1);
    }

    @Behaviour(31)
    @ParameterizedTest
    @ValueSource(ints = {112, 251})
    void onCommitTheErrorIsTransient(int code) {
        server.assumeFailPoints();
        RawTransaction a = beginRaw();
        a.insert(1);
        failOnce("commitTransaction", doc("errorCode", code));
        assertThat(failureOf(a::commit).getErrorLabels()).containsExactly(TRANSIENT);
    }

    @Behaviour(31)
    @ParameterizedTest
    @ValueSource(ints = {50, 64, 290})
    void onCommitTheErrorHasNoLabel(int code) {
        server.assumeFailPoints();
        RawTransaction a = beginRaw();
        a.insert(1);
        failOnce("commitTransaction", doc("errorCode", code));
        assertThat(failureOf(a::commit).getErrorLabels()).isEmpty();
    }

    private static void assertAborted(RawTransaction transaction) {
        assertFailsWith(251, transaction::commit);
    }
}
