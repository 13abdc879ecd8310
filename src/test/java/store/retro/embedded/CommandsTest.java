package store.retro.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.mongodb.MongoNamespace;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.bulk.ClientBulkWriteResult;
import com.mongodb.client.model.bulk.ClientNamespacedWriteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands the service and its tools need, apart from transactions. */
class CommandsTest extends ServerTest {

    @Test
    void cursorsFetchEverything() {
        items.insertMany(IntStream.range(0, 1000).mapToObj(ServerTest::item).toList());
        assertThat(items.find().batchSize(7).into(new ArrayList<>())).hasSize(1000);
        assertThat(items.find().sort(doc("_id", -1)).limit(3).map(found -> found.getInteger("_id")))
                .containsExactly(999, 998, 997);
        assertThat(items.find(and(gte("_id", 10), lt("_id", 20)))).hasSize(10);
    }

    @Test
    void documentsComeInTheOrderTheyWereInsertedIn() {
        items.createIndex(doc("v", 1));
        given(item(3), item(1), item(2));
        increment(3);
        items.updateOne(eq(3), set("v", 0));
        assertThat(items.find()).containsExactly(item(3), item(1), item(2));
        assertThat(items.find(eq("v", 0)).limit(2)).containsExactly(item(3), item(1));
        assertThat(items.find().sort(doc("$natural", -1)).limit(2)).containsExactly(item(2), item(1));
        items.deleteOne(eq(3));
        items.insertOne(item(3));
        assertThat(items.find()).containsExactly(item(1), item(2), item(3));
    }

    @Test
    void largeResultsComeInBatchesThatFitAMessage() {
        String megabytes = "x".repeat(5_000_000);
        IntStream.range(0, 11).forEach(id -> items.insertOne(item(id).append("x", megabytes)));
        assertThat(items.find().projection(doc("x", 1)).into(new ArrayList<>())).hasSize(11);
    }

    @Test
    void aDocumentOfMoreThan16MegabytesIsRefused() {
        Document insert = RawTransaction.insertion(1);
        insert.getList("documents", Document.class).get(0).append("x", "y".repeat(16 * 1024 * 1024));
        // the driver has a check of its own and would not send it
        try (RawConnection connection = server.newRawConnection()) {
            Document answer = connection.run("engine_tests", insert);
            assertThat(answer).containsEntry("n", 0);
            assertThat(answer.getList("writeErrors", Document.class)).hasSize(1);
        }
    }

    @Test
    void twoHundredConnectionsWorkAtOnce() {
        ExecutorService clients = Executors.newFixedThreadPool(200);
        List<RawConnection> connections = new ArrayList<>();
        try {
            IntStream.range(0, 200).forEach(i -> connections.add(server.newRawConnection()));
            List<CompletableFuture<Document>> answers = IntStream.range(0, 200)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> connections.get(i).run("engine_tests", RawTransaction.insertion(i)), clients))
                    .toList();
            answers.forEach(answer -> assertThat(answer.join()).containsEntry("n", 1));
            assertThat(items.countDocuments()).isEqualTo(200);
        } finally {
            connections.forEach(RawConnection::close);
            clients.shutdownNow();
        }
    }

    static Stream<Bson> queries() {
        return Stream.of(
                eq("a", 3),
                in("a", 1, 2, 7),
                and(eq("a", 3), gte("b", 5)),
                and(eq("a", 3), lt("b", 5)),
                gte("b", 90),
                eq("tags", "t4"),
                in("tags", "t1", "t4"),
                gte("tags", "t8"),
                eq("a", null),
                eq("a", 3L),
                eq("a", 3.0),
                and(eq("a", 3), eq("on", true)),
                in("_id", 5, 7, 5000),
                and(gte("_id", 10), eq("a", 4)),
                in("a", null, 3),
                nin("a", 3, 4),
                nin("tags", "t1", "t4"),
                and(gte("b", 20), lt("b", 30)),
                and(eq("a", 3), gte("b", 20), lt("b", 60)),
                and(gte("tags", "t3"), lt("tags", "t4")));
    }

    /** Whatever index a query takes, it must find what a look at every document finds. */
    @ParameterizedTest
    @MethodSource("queries")
    void indexesFindWhatAScanFinds(Bson query) {
        items.insertMany(IntStream.range(0, 100)
                .mapToObj(id -> {
                    Document document = doc("_id", id).append("b", id).append("on", id % 2 == 0);
                    document.append("tags", List.of("t" + id % 10, "t" + id % 7));
                    return id % 11 == 0 ? document : document.append("a", id % 10);
                })
                .toList());
        List<Integer> scanned = ids(query);
        items.createIndex(doc("a", 1).append("b", -1));
        items.createIndex(doc("b", 1));
        items.createIndex(doc("tags", 1));
        items.createIndex(doc("a", 1), new IndexOptions().name("partial").partialFilterExpression(doc("on", true)));
        items.createIndex(doc("c", 1), new IndexOptions().sparse(true));
        assertThat(ids(query)).isEqualTo(scanned);
    }

    static Stream<Arguments> sorts() {
        return Stream.of(
                arguments(eq("a", 3), doc("b", -1)),
                arguments(eq("a", 3), doc("b", 1).append("_id", 1)),
                arguments(in("a", null, 3, 5, 7), doc("b", 1).append("_id", 1)),
                arguments(in("a", null, 3, 5, 7), doc("b", -1).append("_id", -1)),
                arguments(and(in("a", 3, 5), gte("b", 20), lt("b", 80)), doc("b", -1)),
                arguments(new Document(), doc("a", -1).append("b", -1)));
    }

    @ParameterizedTest
    @MethodSource("sorts")
    void aSortIsReadFromAnIndex(Bson query, Bson sort) {
        items.insertMany(IntStream.range(0, 100)
                .mapToObj(id -> id % 11 == 0
                        ? doc("_id", id).append("b", id * 37 % 100)
                        : doc("_id", id).append("a", id % 10).append("b", id * 37 % 100))
                .toList());
        List<Document> sorted = items.find(query).sort(sort).limit(5).into(new ArrayList<>());
        items.createIndex(doc("a", 1).append("b", 1).append("_id", 1));

        assertThat(items.find(query).sort(sort).limit(5)).containsExactlyElementsOf(sorted);
        Document stats = items.find(query)
                .sort(sort)
                .limit(5)
                .explain(com.mongodb.ExplainVerbosity.EXECUTION_STATS)
                .get("executionStats", Document.class);
        assertThat(stats.getInteger("totalDocsExamined")).isLessThanOrEqualTo(6);
    }

    @Test
    void aSortByListsIsWhatItWouldBeWithoutAnIndex() {
        items.insertMany(List.of(
                item(1).append("tags", List.of(1, 9)),
                item(2).append("tags", 5),
                item(3).append("tags", List.of(4, 6))));
        items.createIndex(doc("tags", 1));

        assertThat(items.find(and(gte("tags", 5), lt("tags", 7))).sort(doc("tags", 1)))
                .extracting(item -> item.get("_id"))
                .containsExactly(1, 3, 2);
    }

    @Test
    void explainTellsWhichIndexIsUsed() {
        items.insertMany(IntStream.range(0, 100)
                .mapToObj(id -> item(id).append("a", id % 10))
                .toList());
        assertThat(stats(eq("a", 3))).containsEntry("totalDocsExamined", 100);
        items.createIndex(doc("a", 1));
        assertThat(stats(eq("a", 3))).containsEntry("totalDocsExamined", 10).containsEntry("nReturned", 10);
        assertThat(winningPlan(eq("a", 3)).toJson()).contains("IXSCAN").contains("a_1");
        assertThat(stats(eq("_id", 3))).containsEntry("totalDocsExamined", 1);
        assertThat(winningPlan(eq("v", 0)).toJson()).contains("COLLSCAN");
    }

    private Document explain(Bson query) {
        return items.find(query).explain(com.mongodb.ExplainVerbosity.EXECUTION_STATS);
    }

    private Document stats(Bson query) {
        return explain(query).get("executionStats", Document.class);
    }

    private Document winningPlan(Bson query) {
        return explain(query).get("queryPlanner", Document.class).get("winningPlan", Document.class);
    }

    @Test
    void bulkWriteWritesToSeveralCollections() {
        assumeTrue(server.majorVersion() >= 8, "bulkWrite came with 8.0");
        database.getCollection("others").drop();
        MongoNamespace first = items.getNamespace();
        MongoNamespace second = new MongoNamespace("engine_tests.others");
        ClientBulkWriteResult result = client.bulkWrite(List.of(
                ClientNamespacedWriteModel.insertOne(first, item(1)),
                ClientNamespacedWriteModel.insertOne(second, item(1)),
                ClientNamespacedWriteModel.updateOne(second, eq(1), inc("v", 5)),
                ClientNamespacedWriteModel.deleteOne(first, eq(1))));
        assertThat(result.getInsertedCount()).isEqualTo(2);
        assertThat(result.getModifiedCount()).isEqualTo(1);
        assertThat(result.getDeletedCount()).isEqualTo(1);
        assertThat(database.getCollection("others").find().first()).containsEntry("v", 5);
    }

    @Test
    void theCollectionsBulkWriteUpserts() {
        BulkWriteResult result = items.bulkWrite(List.of(
                new InsertOneModel<>(item(1)),
                new UpdateOneModel<>(eq(1), set("v", 3)),
                new UpdateOneModel<>(eq(2), set("v", 4), new UpdateOptions().upsert(true))));
        assertThat(result.getUpserts()).hasSize(1);
        assertThat(items.find(eq(2)).first()).isEqualTo(doc("_id", 2).append("v", 4));
    }

    @Test
    void anIdMayBeNull() {
        items.updateOne(eq("_id", null), set("v", 1), new UpdateOptions().upsert(true));
        assertThat(items.find()).containsExactly(doc("_id", null).append("v", 1));
    }

    @Test
    void anUpdateMayBeAPipeline() {
        given(item(1));
        items.updateOne(eq(1), List.of(doc("$set", doc("w", doc("$add", List.of("$v", 7))))));
        assertThat(items.find(eq(1)).first()).containsEntry("w", 7);
    }

    @Test
    void aPipelineMayUniteCollections() {
        given(item(1));
        database.getCollection("others").drop();
        database.getCollection("others").insertOne(item(2));
        List<Bson> union = List.of(Aggregates.unionWith("others", List.of()), Aggregates.count("n"));
        assertThat(items.aggregate(union).first()).isEqualTo(doc("n", 2));
    }

    @Test
    void definitionsAreListed() {
        items.createIndex(doc("a", 1), new IndexOptions().unique(true).name("mine"));
        assertThat(items.listIndexes().map(index -> index.getString("name"))).containsExactly("_id_", "mine");
        assertThat(database.listCollectionNames()).contains("items");
        assertThat(client.listDatabaseNames()).contains("engine_tests");
        items.dropIndex("mine");
        assertThat(items.listIndexes()).hasSize(1);
    }

    @Test
    void fieldsOfOneArrayAreIndexedElementByElement() {
        items.createIndex(doc("a.b", 1).append("a.c", 1), new IndexOptions().unique(true));
        items.insertOne(doc("_id", 1)
                .append("a", List.of(doc("b", 1).append("c", 2), doc("b", 3).append("c", 4))));

        items.insertOne(doc("_id", 2).append("a", List.of(doc("b", 1).append("c", 4))));
        items.insertOne(doc("_id", 3).append("a", List.of()));
        assertFailsWith(
                11000,
                () -> items.insertOne(doc("_id", 4).append("a", doc("b", 3).append("c", 4))));
        assertFailsWith(11000, () -> items.insertOne(doc("_id", 5).append("a", List.of(5))));
    }

    @Test
    void fieldsOfTwoArraysAreNotIndexedTogether() {
        items.createIndex(doc("a.b", 1).append("c", 1));

        assertFailsWith(
                171, () -> items.insertOne(doc("a", List.of(doc("b", 1))).append("c", List.of(1))));
    }

    @Test
    void anIndexThatWouldHoldADuplicateIsNotMade() {
        given(item(1), item(2));
        assertFailsWith(11000, () -> items.createIndex(doc("v", 1), new IndexOptions().unique(true)));
        assertThat(items.listIndexes()).hasSize(1);
    }
}
