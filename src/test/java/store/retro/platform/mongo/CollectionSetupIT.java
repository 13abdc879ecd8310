package store.retro.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static store.retro.platform.mongo.MongoSlice.refusal;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import store.retro.TestDatabase;
import store.retro.fixture.Concurrently;
import store.retro.fixture.DisguisedMongo;
import store.retro.fixture.FailPoints;
import store.retro.fixture.FailPoints.Fault;
import store.retro.fixture.NeedsVersion;
import store.retro.platform.problem.StartRefusedException;

/** What a service finds in its database before its first request, and what it makes of it. */
@ExtendWith(OutputCaptureExtension.class)
class CollectionSetupIT {

    private static final String DATABASE = "collection-setup";
    private static final Document KEY = Document.parse("{owner: 1, key: 1}");
    private static final Document ONLY_STRINGS = Document.parse("{key: {$type: 2}}");
    private static final String NAME = "owner_1_key_1";

    private final DisguisedMongo server = new DisguisedMongo();
    private final FailPoints failPoints = new FailPoints();
    private final MongoClient client =
            MongoClients.create(TestDatabase.ofThisRun().connectionString());

    private final MongoDatabase database = client.getDatabase(DATABASE);
    private final MongoCollection<Document> things = database.getCollection(MongoSlice.COLLECTION);

    @BeforeEach
    void empty() {
        database.drop();
    }

    @AfterEach
    void close() {
        failPoints.off();
        failPoints.destroy();
        server.close();
        client.close();
    }

    @Test
    void makesWhatIsMissing() {
        start(context -> assertThat(context).hasNotFailed());

        assertThat(things.listIndexes()).extracting(index -> index.get("name")).containsExactly("_id_", NAME, "at_-1");
    }

    @Test
    void refusesAnIndexOfTheSameKeysAndMendsItAsItSays() {
        index(new Document("unique", true));

        start(context -> {
            assertThat(refusal(context))
                    .hasMessageContaining("The index owner_1_key_1 of the collection things is in the way")
                    .hasMessageContaining("{\"key\": {\"owner\": 1, \"key\": 1}, \"unique\": true} instead of")
                    .hasMessageContaining("\"partialFilterExpression\": {\"key\": {\"$type\": 2}}}");
            assertThat(refusal(context).action())
                    .contains("db.getSiblingDB('collection-setup').things.dropIndex('owner_1_key_1')");
        });
        things.dropIndex(NAME);
        start(context -> assertThat(context).hasNotFailed());
    }

    static Stream<Arguments> others() {
        Document right = new Document("key", KEY)
                .append("name", NAME)
                .append("unique", true)
                .append("partialFilterExpression", ONLY_STRINGS);
        return Stream.of(
                arguments("not unique", without(right, "unique"), "dropIndex"),
                arguments("sparse", new Document(right).append("sparse", true), "dropIndex"),
                arguments(
                        "another filter",
                        new Document(right).append("partialFilterExpression", Document.parse("{key: {$exists: true}}")),
                        "dropIndex"),
                arguments(
                        "a collation",
                        new Document(right).append("collation", new Document("locale", "en").append("strength", 2)),
                        "dropIndex"),
                arguments("documents that go", new Document(right).append("expireAfterSeconds", 60), "dropIndex"),
                arguments("hidden", new Document(right).append("hidden", true), "unhideIndex"),
                arguments(
                        "hidden and sparse",
                        new Document(right).append("hidden", true).append("sparse", true),
                        "dropIndex"),
                arguments("its name", new Document(right).append("key", Document.parse("{owner: 1}")), "dropIndex"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void refusesAnIndexWith(String what, Document listed, String mend) {
        database.createCollection(MongoSlice.COLLECTION);
        list(listed);

        start(context -> assertThat(refusal(context).action()).contains(mend + "('owner_1_key_1')"));
    }

    @Test
    void takesAnIndexThatSomebodyMadeByHand() {
        index(Document.parse("{unique: 1, partialFilterExpression: {key: {$type: 'string'}}, name: 'by hand'}"));

        start(context -> assertThat(context).hasNotFailed());
        assertThat(things.listIndexes())
                .extracting(index -> index.get("name"))
                .containsExactly("_id_", "by hand", "at_-1");
    }

    @Test
    void leavesAloneWhatIsNotItsOwn() {
        start(context -> assertThat(context).hasNotFailed());
        things.createIndex(Indexes.ascending("color"));
        List<Document> listed = things.listIndexes().into(new ArrayList<>());
        listed.add(new Document("v", 2)
                .append("key", new Document("owner", "hashed"))
                .append("name", "owner_hashed"));
        listed.add(new Document("v", 2).append("key", KEY).append("name", "all").append("sparse", true));
        list(listed.toArray(Document[]::new));

        start(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void refusesAUniqueIndexBesideTheRightOne() {
        start(context -> assertThat(context).hasNotFailed());
        List<Document> listed = things.listIndexes().into(new ArrayList<>());
        listed.add(new Document("v", 2).append("key", KEY).append("name", "all").append("unique", true));
        list(listed.toArray(Document[]::new));

        start(context -> assertThat(refusal(context).action()).contains("dropIndex('all')"));
    }

    @Test
    void saysWhichDocumentsAUniqueIndexForbids() {
        things.insertMany(List.of(thing("same"), thing("same")));

        start(context -> assertThat(refusal(context))
                .hasMessageContaining("holds documents of which a unique index allows but one")
                .hasMessageContaining("same"));
    }

    /** Longer than any other operation of the start may take. */
    @Test
    void waitsForALargeIndexAndSaysSo(CapturedOutput output) {
        failPoints.alwaysOn(Fault.blocked("createIndexes", 11_000).onlyFor(DATABASE));

        start(context -> assertThat(context).hasNotFailed());

        assertThat(output).contains("The indexes of things are being made, here or by another instance, for 9 s now");
    }

    @Test
    void startsTwiceWhileAnIndexIsBeingMade() throws Exception {
        things.insertOne(thing("mine"));
        ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
        try (ClientSession inTheWay = client.startSession()) {
            inTheWay.startTransaction();
            things.insertOne(inTheWay, thing("another"));
            later.schedule(inTheWay::commitTransaction, 2, TimeUnit.SECONDS);
            Callable<Boolean> starts = () -> {
                start(context -> assertThat(context).hasNotFailed());
                return true;
            };

            assertThat(Concurrently.run(2, List.of(starts, starts))).containsExactly(true, true);
        } finally {
            later.shutdownNow();
        }
        assertThat(things.listIndexes()).hasSize(3);
    }

    @Test
    void refusesAView() {
        refuses("view", "{viewOn: 'others', pipeline: []}");
    }

    @Test
    void refusesACappedCollection() {
        refuses("capped collection", "{capped: true, size: 4096}");
    }

    @Test
    @NeedsVersion(5)
    void refusesATimeSeriesCollection() {
        refuses("time-series collection", "{timeseries: {timeField: 'at'}}");
    }

    private void refuses(String kind, String options) {
        Document create = new Document("create", MongoSlice.COLLECTION);
        create.putAll(Document.parse(options));
        database.runCommand(create);

        start(context -> {
            assertThat(refusal(context)).hasMessageContaining("under the name things is a " + kind);
            assertThat(refusal(context).action()).contains("d.thingsCopy.renameCollection('things')");
        });
    }

    @Test
    void refusesACollectionThatTakesCapitalsForSmallLetters() {
        database.createCollection(MongoSlice.COLLECTION);
        server.change("listCollections", answer -> {
            first(answer).put("options", Document.parse("{collation: {locale: 'en', strength: 2}}"));
            return answer;
        });

        start(context -> assertThat(refusal(context)).hasMessageContaining("a collation of its own"));
    }

    @Test
    void startsWithALoginThatMayCreateNothingWhereNothingIsMissing() {
        start(context -> assertThat(context).hasNotFailed());
        failPoints.alwaysOn(Fault.error("createIndexes", 13).onlyFor(DATABASE));

        start(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void saysWhichCollectionALoginMayNotCreate() {
        failPoints.alwaysOn(Fault.error("create", 13).onlyFor(DATABASE));

        start(context -> assertThat(refusal(context))
                .hasMessage("The collection things is missing, and the login may not create it."));
    }

    @Test
    void saysWhichIndexesALoginMayNotCreateAndHow() {
        failPoints.alwaysOn(Fault.error("createIndexes", 13).onlyFor(DATABASE));

        start(context -> {
            StartRefusedException refusal = refusal(context);
            assertThat(refusal).hasMessageContaining("The collection things lacks indexes");
            String command = refusal.action().replaceAll("(?s).*runCommand\\((.*)\\)$", "$1");
            database.runCommand(Document.parse(command));
        });
        start(context -> assertThat(context).hasNotFailed());
    }

    private void start(Consumer<AssertableApplicationContext> then) {
        MongoSlice.on(server.uri(DATABASE, "directConnection=true&appName=" + DATABASE))
                .run(then::accept);
    }

    private void index(Document options) {
        Document index = new Document("key", KEY).append("name", NAME);
        index.putAll(options);
        database.runCommand(new Document("createIndexes", MongoSlice.COLLECTION).append("indexes", List.of(index)));
    }

    /** The engine has no such indexes, so the answer says that it has. */
    private void list(Document... indexes) {
        server.change("listIndexes", answer -> {
            answer.get("cursor", Document.class).put("firstBatch", List.of(indexes));
            return answer;
        });
    }

    private static Document first(Document answer) {
        return answer.get("cursor", Document.class)
                .getList("firstBatch", Document.class)
                .get(0);
    }

    private static Document without(Document document, String field) {
        Document copy = new Document(document);
        copy.remove(field);
        return copy;
    }

    private static Document thing(String key) {
        return new Document("owner", "me").append("key", key);
    }
}
