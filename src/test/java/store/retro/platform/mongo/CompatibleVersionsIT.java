package store.retro.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static store.retro.platform.mongo.MongoSlice.refusal;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.Properties;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import store.retro.TestDatabase;

/** Several versions of the service on one database, one after the other or at once. */
class CompatibleVersionsIT {

    private static final String DATABASE = "compatible-versions";

    private final MongoClient client =
            MongoClients.create(TestDatabase.ofThisRun().connectionString());
    private final MongoDatabase database = client.getDatabase(DATABASE);

    @BeforeEach
    void empty() {
        database.drop();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void writesNothingUntilOneIsNamed() {
        version("2.0.0").run(context -> assertThat(context).hasNotFailed());

        assertThat(database.listCollectionNames()).doesNotContain(CompatibleVersions.COLLECTION);
    }

    @Test
    void refusesAVersionThatIsOlderThanOneThatWasNamed() {
        version("2.1.0", "2.1.0").run(context -> assertThat(context).hasNotFailed());

        version("2.0.3")
                .run(context -> assertThat(refusal(context))
                        .hasMessageContaining("This is version 2.0.3, and the database has documents that only 2.1.0")
                        .extracting("action")
                        .isEqualTo("Start 2.1.0 or a later version."));
    }

    @Test
    void forgetsNoneWhenAnOlderOneIsNamedAgain() {
        version("2.1.0", "2.1.0").run(context -> assertThat(context).hasNotFailed());
        version("2.10.0", "2.0.0").run(context -> assertThat(context).hasNotFailed());
        version("2.10.0", "2.1.0").run(context -> assertThat(context).hasNotFailed());

        assertThat(database.getCollection(CompatibleVersions.COLLECTION).find())
                .extracting(document -> document.get("_id"))
                .containsExactly("2.1.0");
    }

    @Test
    void refusesALaterOneThanItself() {
        version("2.0.0", "2.0.1")
                .run(context -> assertThat(refusal(context))
                        .hasMessageContaining("store.compatible-with, 2.0.1, is later than this version, 2.0.0."));
    }

    @Test
    void refusesWhatIsNoVersion() {
        version("2.0.0", "latest")
                .run(context ->
                        assertThat(refusal(context)).hasMessageContaining("compatible-with, latest, is no version."));
    }

    @Test
    void isCompatibleWithWhatSomebodyElseHasNamed() {
        database.getCollection(CompatibleVersions.COLLECTION).insertOne(new Document("_id", "2.0.0"));

        version("2.0.0").run(context -> assertThat(context).hasNotFailed());
    }

    private static ApplicationContextRunner version(String own, String... compatibleWith) {
        Properties build = new Properties();
        build.setProperty("version", own);
        ApplicationContextRunner runner = MongoSlice.on(
                        TestDatabase.ofThisRun().connectionString().getConnectionString())
                .withPropertyValues("spring.mongodb.database=" + DATABASE)
                .withBean(BuildProperties.class, () -> new BuildProperties(build));
        return compatibleWith.length == 0
                ? runner
                : runner.withPropertyValues("store.compatible-with=" + compatibleWith[0]);
    }
}
