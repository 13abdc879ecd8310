package store.retro.embedded;

import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a transaction sees: behaviours 12 to 18. */
class SnapshotTest extends ServerTest {

    @Test
    @Behaviour(12)
    void readsAreRepeatable() {
        given(item(1));
        ClientSession a = begin();
        assertThat(valueIn(a)).isZero();
        increment(1);
        items.insertOne(item(2));
        assertThat(valueIn(a)).isZero();
        assertThat(items.countDocuments(a)).isEqualTo(1);
        assertThat(items.distinct(a, "_id", Integer.class)).containsExactly(1);
    }

    @Test
    @Behaviour(12)
    void aLookupSeesTheSameSnapshot() {
        given(item(1));
        MongoCollection<Document> others = emptyOthers();
        others.insertOne(doc("_id", 1).append("x", 1));
        ClientSession a = begin();
        assertThat(valueIn(a)).isZero();
        others.updateOne(eq(1), doc("$set", doc("x", 2)));
        Document joined = items.aggregate(a, List.of(Aggregates.lookup("others", "_id", "_id", "joined")))
                .first();
        assertThat(joined.getList("joined", Document.class))
                .containsExactly(doc("_id", 1).append("x", 1));
    }

    @Test
    @Behaviour(13)
    void ownWritesAreRead() {
        given(item(1));
        ClientSession a = begin();
        items.insertOne(a, item(2));
        increment(a, 1);
        assertThat(items.find(a).sort(doc("_id", 1)))
                .containsExactly(doc("_id", 1).append("v", 1), item(2));
    }

    @Test
    @Behaviour(14)
    void nothingUncommittedIsSeenOutside() {
        given(item(1));
        ClientSession a = begin();
        items.insertOne(a, item(2));
        increment(a, 1);
        assertThat(items.find()).containsExactly(item(1));
        a.abortTransaction();
        assertThat(items.find()).containsExactly(item(1));
    }

    @Test
    @Behaviour(15)
    void whatWasUncommittedAtTheSnapshotNeverAppearsInIt() {
        given(item(1));
        ClientSession writer = begin();
        increment(writer, 1);
        ClientSession reader = begin();
        assertThat(valueIn(reader)).isZero();
        writer.commitTransaction();
        assertThat(valueIn(reader)).isZero();
        assertThat(valueOf(1)).isEqualTo(1);
    }

    @Test
    @Behaviour(16)
    void aTransactionMayStartWithARead() {
        given(item(1));
        ClientSession a = begin();
        assertThat(valueIn(a)).isZero();
        increment(a, 1);
        a.commitTransaction();
        assertThat(valueOf(1)).isEqualTo(1);
    }

    @Behaviour(17)
    @ParameterizedTest
    @ValueSource(strings = {"local", "majority", "snapshot"})
    void aTransactionMayHaveTheReadConcern(String level) {
        given(item(1));
        assertThat(valueIn(beginWith(level))).isZero();
    }

    @Behaviour(17)
    @ParameterizedTest
    @ValueSource(strings = {"linearizable", "available"})
    void aTransactionMayNotHaveTheReadConcern(String level) {
        Document find = doc("find", "items").append("readConcern", doc("level", level));
        assertFailsWith(72, () -> beginRaw().run(find));
    }

    @Test
    @Behaviour(17)
    void outsideATransactionAReadMayBeLinearizable() {
        given(item(1));
        assertThat(items.withReadConcern(ReadConcern.LINEARIZABLE).find(eq(1)).first())
                .isEqualTo(item(1));
    }

    @Test
    @Behaviour(18)
    void aCollectionMadeAfterTheSnapshotIsNotInIt() {
        given(item(1));
        MongoCollection<Document> later = database.getCollection("later");
        later.drop();
        ClientSession a = begin();
        assertThat(valueIn(a)).isZero();
        database.createCollection("later");
        later.insertOne(item(1));
        if (server.majorVersion() < 7) {
            assertFailsWith(246, () -> later.find(a).first());
        } else {
            assertThat(later.find(a)).isEmpty();
        }
    }

    @Test
    void theReadingCommandsWorkInATransaction() {
        given(item(1), item(2), item(3), item(4), item(5));
        ClientSession a = begin();
        items.deleteOne(a, eq(3));
        assertThat(items.find(a).sort(doc("_id", -1)).skip(1).limit(2).projection(doc("v", 0)))
                .containsExactly(doc("_id", 4), doc("_id", 2));
        assertThat(items.find(a).batchSize(2).into(new ArrayList<>())).hasSize(4);
        assertThat(items.aggregate(a, List.of(Aggregates.count("n"))).first()).isEqualTo(doc("n", 4));
        assertThat(items.countDocuments(a, empty())).isEqualTo(4);
    }

    private int valueIn(ClientSession session) {
        return items.find(session, eq(1)).first().getInteger("v");
    }

    private ClientSession beginWith(String level) {
        ClientSession session = newSession();
        session.startTransaction(TransactionOptions.builder()
                .readConcern(new ReadConcern(com.mongodb.ReadConcernLevel.fromString(level)))
                .build());
        return session;
    }

    private MongoCollection<Document> emptyOthers() {
        MongoCollection<Document> others = database.getCollection("others");
        others.drop();
        return others;
    }
}
