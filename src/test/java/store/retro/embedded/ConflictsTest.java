package store.retro.embedded;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.UpdateOptions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who wins when two write the same: behaviours 1 to 11. */
class ConflictsTest extends ServerTest {

    /** The ways to write the document 1. */
    private enum Write {
        INSERT {
            @Override
            void on(MongoCollection<Document> items, ClientSession session) {
                items.insertOne(session, item(1));
            }
        },
        UPSERT {
            @Override
            void on(MongoCollection<Document> items, ClientSession session) {
                items.updateOne(session, eq(1), inc("v", 1), new UpdateOptions().upsert(true));
            }
        },
        UPDATE {
            @Override
            void on(MongoCollection<Document> items, ClientSession session) {
                items.updateOne(session, eq(1), inc("v", 1));
            }
        },
        DELETE {
            @Override
            void on(MongoCollection<Document> items, ClientSession session) {
                items.deleteOne(session, eq(1));
            }
        },
        FIND_AND_MODIFY {
            @Override
            void on(MongoCollection<Document> items, ClientSession session) {
                items.findOneAndUpdate(session, eq(1), inc("v", 1));
            }
        };

        abstract void on(MongoCollection<Document> items, ClientSession session);
    }

    static Stream<Arguments> pairs() {
        List<Write> whenAbsent = List.of(Write.INSERT, Write.UPSERT);
        List<Write> whenPresent = List.of(Write.UPSERT, Write.UPDATE, Write.DELETE, Write.FIND_AND_MODIFY);
        return Stream.of(false, true).flatMap(present -> pairs(present, present ? whenPresent : whenAbsent));
    }

    private static Stream<Arguments> pairs(boolean present, List<Write> writes) {
        return writes.stream().flatMap(first -> writes.stream().map(second -> Arguments.of(present, first, second)));
    }

    @Behaviour(1)
    @ParameterizedTest(name = "present {0}: {1}, then {2}")
    @MethodSource("pairs")
    void firstUpdaterWins(boolean present, Write first, Write second) {
        if (present) {
            given(item(1));
        }
        ClientSession a = begin();
        ClientSession b = begin();
        first.on(items, a);
        assertConflict(() -> second.on(items, b));
        a.commitTransaction();
    }

    @Test
    @Behaviour(1)
    void anInsertOfWhatAnotherIsDeletingIsADuplicate() {
        given(item(1));
        items.deleteOne(begin(), eq(1));
        assertFailsWith(11000, () -> items.insertOne(begin(), item(1)));
    }

    @Test
    @Behaviour(2)
    void aLaterStartedCommitterMakesTheOlderTransactionConflict() {
        given(item(1), item(2));
        ClientSession older = begin();
        items.find(older, eq(2)).first();
        ClientSession later = begin();
        increment(later, 1);
        later.commitTransaction();
        assertConflict(() -> increment(older, 1));
    }

    @Test
    @Behaviour(3)
    void aConflictFailsTheWholeCommand() {
        given(item(1));
        increment(begin(), 1);
        MongoException failure = failureOf(() -> increment(begin(), 1));
        assertThat(failure).isInstanceOf(MongoCommandException.class);
        assertThat(((MongoCommandException) failure).getResponse())
                .containsEntry("code", new org.bson.BsonInt32(112))
                .doesNotContainKey("writeErrors");
        assertThat(failure.getErrorLabels()).containsExactly(TRANSIENT);
    }

    @Test
    @Behaviour(4)
    void theLosersCommitFindsNoTransaction() {
        given(item(1));
        increment(begin(), 1);
        ClientSession loser = begin();
        assertConflict(() -> increment(loser, 1));
        assertFailsWith(251, loser::commitTransaction);
    }

    @Test
    @Behaviour(5)
    void theLosersSessionCanStartTheNextTransaction() {
        given(item(1));
        ClientSession winner = begin();
        ClientSession loser = begin();
        increment(winner, 1);
        assertConflict(() -> increment(loser, 1));
        loser.abortTransaction();
        winner.commitTransaction();
        loser.startTransaction();
        increment(loser, 1);
        loser.commitTransaction();
        assertThat(valueOf(1)).isEqualTo(2);
    }

    @Test
    @Behaviour(6)
    void batchInsertsConflictWhereTheyOverlap() {
        items.insertMany(begin(), List.of(item(1), item(2)));
        assertConflict(() -> items.insertMany(begin(), List.of(item(3), item(2))));
    }

    @Test
    @Behaviour(6)
    void updatesOfManyConflictWhereTheyOverlap() {
        given(item(1), item(2), item(3));
        increment(begin(), 2);
        assertConflict(() -> items.updateMany(begin(), Filters.gte("_id", 2), inc("v", 1)));
    }

    /** Documents are looked at in the order they were inserted in, whatever their ids. */
    @Test
    @Behaviour(6)
    void anUpdateOfManyThatBreaksAUniqueKeyIsADuplicateBeforeItMeetsALock() {
        items.createIndex(doc("u", 1), new IndexOptions().unique(true).sparse(true));
        given(item(3), item(2), item(1));
        increment(begin(), 1);
        assertFailsWith(11000, () -> items.updateMany(begin(), new Document(), set("u", 7)));
        increment(begin(), 2);
        assertConflict(() -> items.updateMany(begin(), new Document(), set("u", 7)));
    }

    @Test
    @Behaviour(7)
    void uniqueIndexesConflictLikeIds() {
        items.createIndex(doc("u", 1), new IndexOptions().unique(true));
        ClientSession a = begin();
        items.insertOne(a, item(1).append("u", 7));
        assertConflict(() -> items.insertOne(begin(), item(2).append("u", 7)));
        a.commitTransaction();
        assertFailsWith(11000, () -> items.insertOne(begin(), item(2).append("u", 7)));
    }

    @Test
    @Behaviour(8)
    void aPlainWriteWaitsForTheTransactionInItsWayUntilItsMaxTime() {
        given(item(1));
        ClientSession a = begin();
        increment(a, 1);
        Document update =
                doc("q", eq(1).toBsonDocument()).append("u", inc("v", 10).toBsonDocument());
        Document command =
                doc("update", "items").append("updates", List.of(update)).append("maxTimeMS", 300);
        long start = System.nanoTime();
        assertFailsWith(50, () -> database.runCommand(command));
        assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(250));
        a.commitTransaction();
        assertThat(valueOf(1)).isEqualTo(1);
    }

    @Test
    @Behaviour(8)
    void aPlainWriteGoesOnOnceTheTransactionHasCommitted() {
        given(item(1));
        ClientSession a = begin();
        increment(a, 1);
        CompletableFuture<Void> plain = waiting(() -> increment(1));
        a.commitTransaction();
        plain.join();
        assertThat(valueOf(1)).isEqualTo(2);
    }

    @ParameterizedTest
    @Behaviour(8)
    @ValueSource(booleans = {false, true})
    void aPlainUpsertDoesNotWaitForALockThatItDoesNotMeet(boolean indexed) {
        if (indexed) {
            items.createIndex(doc("g", 1));
        }
        given(item(2).append("g", 5), item(1).append("g", 5));
        increment(begin(), 1);
        items.updateOne(eq("g", 5), inc("v", 1), new UpdateOptions().upsert(true));
        assertThat(valueOf(2)).isEqualTo(1);
    }

    @Test
    @Behaviour(9)
    void aPlainInsertThatWaitedIsADuplicateIfTheTransactionCommitted() {
        ClientSession a = begin();
        items.insertOne(a, item(1));
        CompletableFuture<Void> plain = waiting(() -> assertFailsWith(11000, () -> items.insertOne(item(1))));
        a.commitTransaction();
        plain.join();
    }

    @Test
    @Behaviour(9)
    void aPlainInsertThatWaitedSucceedsIfTheTransactionAborted() {
        ClientSession a = begin();
        items.insertOne(a, item(1));
        CompletableFuture<Void> plain = waiting(() -> items.insertOne(item(1)));
        a.abortTransaction();
        plain.join();
        assertThat(items.countDocuments()).isEqualTo(1);
    }

    @Test
    @Behaviour(10)
    void aPlainWriteAfterTheSnapshotMakesTheTransactionConflict() {
        given(item(1), item(2));
        ClientSession a = begin();
        items.find(a, eq(2)).first();
        increment(1);
        assertConflict(() -> increment(a, 1));
    }

    @Test
    @Behaviour(10)
    void aPlainInsertAfterTheSnapshotMakesTheTransactionsInsertConflict() {
        given(item(2));
        ClientSession a = begin();
        items.find(a, eq(2)).first();
        items.insertOne(item(1));
        assertConflict(() -> items.insertOne(a, item(1)));
    }

    @Test
    @Behaviour(10)
    void whatCameAndWentAfterTheSnapshotMakesTheTransactionsInsertConflict() {
        given(item(2));
        ClientSession a = begin();
        items.find(a, eq(2)).first();
        items.insertOne(item(1));
        items.deleteOne(eq(1));
        assertConflict(() -> items.insertOne(a, item(1)));
    }

    @Test
    @Behaviour(11)
    void keysOutsideAPartialUniqueIndexDoNotConflict() {
        partialUniqueIndex();
        items.insertOne(begin(), item(1).append("u", 1));
        items.insertOne(begin(), item(2).append("u", 1));
    }

    @Test
    @Behaviour(11)
    void keysInAPartialUniqueIndexConflict() {
        partialUniqueIndex();
        items.insertOne(begin(), item(1).append("u", 1).append("on", true));
        assertConflict(() -> items.insertOne(begin(), item(2).append("u", 1).append("on", true)));
    }

    @Test
    @Behaviour(11)
    void aDocumentMayMoveIntoAPartialUniqueIndexOnlyOnce() {
        partialUniqueIndex();
        given(item(1).append("u", 1).append("on", true), item(2).append("u", 1));
        assertFailsWith(11000, () -> items.updateOne(eq(2), set("on", true)));
        items.updateOne(eq(1), set("on", false));
        items.updateOne(eq(2), set("on", true));
    }

    private void partialUniqueIndex() {
        IndexOptions options = new IndexOptions().unique(true).partialFilterExpression(doc("on", true));
        items.createIndex(doc("u", 1), options);
    }
}
