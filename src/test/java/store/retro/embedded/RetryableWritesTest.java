package store.retro.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** A write with a transaction number but no transaction may be sent twice: behaviour 37. */
class RetryableWritesTest extends ServerTest {

    private static final Document INCREMENT = doc("$inc", doc("v", 1));

    @Test
    @Behaviour(37)
    void anInsertSentAgainAnswersAsTheFirstTime() {
        Document insert = doc("insert", "items").append("documents", List.of(item(1), item(2)));
        assertThat(twice(insert)).containsEntry("n", 2).doesNotContainKey("writeErrors");
        assertThat(items.countDocuments()).isEqualTo(2);
    }

    @Test
    @Behaviour(37)
    void anUpdateSentAgainAddsOnce() {
        given(item(1));
        Document update = doc("update", "items")
                .append("updates", List.of(doc("q", doc("_id", 1)).append("u", INCREMENT)));
        assertThat(twice(update)).containsEntry("n", 1).containsEntry("nModified", 1);
        assertThat(valueOf(1)).isEqualTo(1);
    }

    @Test
    @Behaviour(37)
    void aDeleteSentAgainDeletesOne() {
        given(item(1), item(2));
        Document delete = doc("delete", "items")
                .append("deletes", List.of(doc("q", new Document()).append("limit", 1)));
        assertThat(twice(delete)).containsEntry("n", 1);
        assertThat(items.countDocuments()).isEqualTo(1);
    }

    @Test
    @Behaviour(37)
    void aFindAndModifySentAgainAnswersAsTheFirstTime() {
        given(item(1));
        Document findAndModify = doc("findAndModify", "items")
                .append("query", doc("_id", 1))
                .append("update", INCREMENT)
                .append("new", true);
        assertThat(twice(findAndModify).get("value", Document.class)).containsEntry("v", 1);
        assertThat(valueOf(1)).isEqualTo(1);
    }

    @Test
    @Behaviour(37)
    void anUpdateOfManyCannotBeRetryable() {
        given(item(1));
        Document many = doc("q", new Document()).append("u", INCREMENT).append("multi", true);
        Document update = doc("update", "items").append("updates", List.of(many));
        Document error = beginRaw()
                .runRetryable(update)
                .getList("writeErrors", Document.class)
                .get(0);
        assertThat(error).containsEntry("code", 72);
        assertThat(valueOf(1)).isZero();
    }

    @Test
    @Behaviour(37)
    void aReadCannotHaveATransactionNumberOutsideATransaction() {
        assertFailsWith(50768, () -> beginRaw().runRetryable(doc("find", "items")));
    }

    @Test
    @Behaviour({23, 37})
    void aTransactionCannotTakeTheNumberOfARetryableWrite() {
        RawTransaction a = beginRaw();
        a.runRetryable(RawTransaction.insertion(1));
        assertFailsWith(117, () -> a.insert(2));
    }

    private Document twice(Document statement) {
        RawTransaction a = beginRaw();
        Document first = a.runRetryable(statement);
        Document second = a.runRetryable(statement);
        if (server.majorVersion() >= 6) {
            String field = statement.containsKey("findAndModify") ? "retriedStmtId" : "retriedStmtIds";
            assertThat(second).containsKey(field);
            second.remove(field);
        }
        List.of(first, second)
                .forEach(answer -> List.of("$clusterTime", "operationTime", "opTime", "electionId")
                        .forEach(answer::remove));
        assertThat(second).isEqualTo(first);
        return second;
    }
}
