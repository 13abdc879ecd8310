package store.retro.embedded;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.TimeSeriesOptions;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Views, capped and time-series collections: which names they take. */
class CollectionKindsTest extends ServerTest {

    private MongoCollection<Document> special;

    @BeforeEach
    void noSpecial() {
        special = database.getCollection("special");
        special.drop();
    }

    @Test
    void aViewIsListedAsOne() {
        List<Document> pipeline = List.of(doc("$match", doc("v", 1)));
        database.createView("special", "items", pipeline);
        assertThat(listed())
                .containsEntry("type", "view")
                .containsEntry("options", doc("viewOn", "items").append("pipeline", pipeline))
                .containsEntry("info", doc("readOnly", true))
                .doesNotContainKey("idIndex");
    }

    @Test
    void aViewIsNotWrittenTo() {
        database.createView("special", "items", List.of());
        assertFailsWith(166, () -> special.insertOne(item(1)));
        assertFailsWith(166, () -> special.updateOne(eq(1), set("v", 1)));
        assertFailsWith(166, () -> special.deleteOne(eq(1)));
        assertFailsWith(166, () -> special.findOneAndUpdate(eq(1), set("v", 1)));
        assertFailsWith(166, () -> special.createIndex(doc("v", 1)));
        assertFailsWith(166, () -> special.listIndexes().first());
    }

    @Test
    void theNameOfAViewIsTaken() {
        database.createView("special", "items", List.of());
        assertFailsWith(48, () -> database.createCollection("special"));
        special.drop();
        database.createCollection("special");
        assertThat(listed()).containsEntry("type", "collection");
    }

    @Test
    void aCappedCollectionIsListedWithItsSize() {
        database.createCollection(
                "special",
                new CreateCollectionOptions().capped(true).sizeInBytes(4096).maxDocuments(3));
        assertThat(listed()).containsEntry("type", "collection");
        assertThat(listed().get("options", Document.class))
                .containsEntry("capped", true)
                .containsKeys("size", "max");
    }

    @Test
    void aCappedCollectionNeedsASize() {
        assertFailsWith(72, () -> database.runCommand(doc("create", "special").append("capped", true)));
    }

    @Test
    void aTimeSeriesCollectionIsListedAsOne() {
        assumeTrue(server.majorVersion() >= 5, "time-series collections came with 5.0");
        database.createCollection(
                "special", new CreateCollectionOptions().timeSeriesOptions(new TimeSeriesOptions("at")));
        assertThat(listed()).containsEntry("type", "timeseries");
        assertThat(listed().get("options", Document.class).get("timeseries", Document.class))
                .containsEntry("timeField", "at")
                .containsEntry("granularity", "seconds");
    }

    private Document listed() {
        return database.listCollections().filter(doc("name", "special")).first();
    }
}
