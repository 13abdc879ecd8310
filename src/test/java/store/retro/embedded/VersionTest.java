package store.retro.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Which server the engine says that it is: what clients ask before they send what not every server knows. */
class VersionTest {

    private static final EmbeddedMongo ENGINE = EmbeddedMongo.start();
    private static final RawConnection CONNECTION = new RawConnection("127.0.0.1", ENGINE.port());

    @AfterAll
    static void close() {
        CONNECTION.close();
        ENGINE.close();
    }

    @Test
    void itIsAn80() {
        Document buildInfo = admin(new Document("buildInfo", 1));
        assertThat(buildInfo.getString("version")).startsWith("8.0.");
        assertThat(buildInfo.getList("versionArray", Integer.class)).startsWith(8, 0);
    }

    @Test
    void driversTakeItForOne() {
        assertThat(admin(new Document("hello", 1))).containsEntry("maxWireVersion", 25);
        assertThat(admin(new Document("isMaster", 1))).containsEntry("maxWireVersion", 25);
    }

    @Test
    void nothingOfItIsSwitchedOff() {
        Document asked = admin(new Document("getParameter", 1).append("featureCompatibilityVersion", 1));
        assertThat(asked.get("featureCompatibilityVersion")).isEqualTo(new Document("version", "8.0"));
        Document bulkWrite = new Document("bulkWrite", 1)
                .append("ops", List.of(new Document("insert", 0).append("document", new Document("_id", 1))))
                .append("nsInfo", List.of(new Document("ns", "engine_tests.items")));
        assertThat(admin(bulkWrite)).containsEntry("nInserted", 1);
    }

    private static Document admin(Document command) {
        return CONNECTION.run("admin", command);
    }
}
