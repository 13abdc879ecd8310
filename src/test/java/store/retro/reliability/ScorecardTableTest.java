package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import store.retro.embedded.EmbeddedMongo;

class ScorecardTableTest {

    private static final ScorecardLine CUT = line(4, "cut, before update", "managed", 3);
    private static final ScorecardLine CUT_MANUALLY = line(4, "cut, before update", "manual", 3);
    private static final ScorecardLine KEYS = line(10, "another body; another user", "managed", 3);

    @Test
    void readsWhatItHasWritten() {
        ScorecardTable table = new ScorecardTable(List.of(CUT, CUT_MANUALLY, KEYS));

        assertThat(ScorecardTable.parse(table.toMarkdown())).isEqualTo(table);
    }

    @Test
    void readsALineWithoutRemarks() {
        ScorecardLine line = new ScorecardLine(1, "what", "manual", 50, 50, 50, "nothing", "embedded engine", 7, "");

        assertThat(ScorecardLine.parse(line.toMarkdown())).contains(line);
    }

    @Test
    void takesNothingElseForALine() {
        assertThat(ScorecardTable.parse("# Reliability\n\n| 1 | of another table |\n| --- | --- |\n")
                        .lines())
                .isEmpty();
    }

    @Test
    void sortsByRowThenByPartThenByStyleThenByDatabase() {
        ScorecardLine onASet = on("mongod 8.0.10, set of three", CUT);

        assertThat(new ScorecardTable(List.of(KEYS, CUT_MANUALLY, onASet, CUT)).lines())
                .containsExactly(CUT, onASet, CUT_MANUALLY, KEYS);
    }

    @Test
    void replacesWhatWasTriedAgainAndKeepsTheRest() {
        ScorecardLine again = line(4, "cut, before update", "managed", 50);
        ScorecardLine more = line(5, "the commit's reply lost 1 ×", "managed", 50);

        ScorecardTable merged = new ScorecardTable(List.of(CUT, CUT_MANUALLY, KEYS)).with(List.of(more, again));

        assertThat(merged.lines()).containsExactly(again, CUT_MANUALLY, more, KEYS);
    }

    @Test
    void replacesWhatWasTriedAsOften() {
        ScorecardLine again = withSeed(43, CUT);

        assertThat(new ScorecardTable(List.of(CUT)).with(List.of(again)).lines())
                .containsExactly(again);
    }

    @Test
    void keepsWhatWasTriedMoreOften() {
        ScorecardLine whole = line(4, "cut, before update", "managed", 50);

        assertThat(new ScorecardTable(List.of(whole, KEYS))
                        .with(List.of(CUT, CUT_MANUALLY))
                        .lines())
                .containsExactly(whole, CUT_MANUALLY, KEYS);
    }

    @Test
    void showsWhatIsWrongHoweverSeldomItWasTried() {
        ScorecardLine whole = line(4, "cut, before update", "managed", 50);
        ScorecardLine broken = wrong(CUT);

        assertThat(new ScorecardTable(List.of(whole)).with(List.of(broken)).lines())
                .containsExactly(broken);
    }

    @Test
    void keepsWhatIsWrongUntilAllThatIsAskedForFindsNothing() {
        ScorecardLine broken = wrong(CUT);
        ScorecardLine share = line(4, "cut, before update", "managed", 49);
        ScorecardLine whole = line(4, "cut, before update", "managed", 50);

        assertThat(new ScorecardTable(List.of(broken)).with(List.of(share)).lines())
                .containsExactly(broken);
        assertThat(new ScorecardTable(List.of(broken)).with(List.of(whole)).lines())
                .containsExactly(whole);
    }

    @Test
    void keepsWhatIsWrongUntilItWasTriedAsOften() {
        ScorecardLine broken = wrong(line(4, "cut, before update", "managed", 700));
        ScorecardLine whole = line(4, "cut, before update", "managed", 50);

        assertThat(new ScorecardTable(List.of(broken)).with(List.of(whole)).lines())
                .containsExactly(broken);
    }

    @Test
    void keepsTheLinesOfAnotherDatabase() {
        ScorecardLine onASet = on("mongod 8.0.10, set of three", CUT);

        assertThat(new ScorecardTable(List.of(CUT)).with(List.of(onASet)).lines())
                .containsExactly(CUT, onASet);
        assertThat(new ScorecardTable(List.of(onASet)).with(List.of(CUT)).lines())
                .containsExactly(CUT, onASet);
    }

    @Test
    void writesThePageAsItStands() throws IOException {
        String page = Files.readString(ScorecardWriter.PAGE);

        assertThat(ScorecardTable.parse(page).toMarkdown()).isEqualTo(page);
    }

    @Test
    void callsTheEngineWhatItIs() {
        try (EmbeddedMongo engine = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(engine.connectionString())) {
            assertThat(ServerKind.of(client)).isEqualTo("embedded engine");
        }
    }

    @Test
    void callsAServerByItsVersionAndTheMembersOfItsSet() {
        Document one = Document.parse("{setName: 'rs0', hosts: ['a:27017']}");
        Document three =
                Document.parse("{setName: 'rs0', hosts: ['a:1', 'b:1'], passives: ['c:1'], arbiters: ['d:1']}");

        assertThat(ServerKind.of(build("4.4.6"), one)).isEqualTo("mongod 4.4.6, set of one");
        assertThat(ServerKind.of(build("8.0.10"), three)).isEqualTo("mongod 8.0.10, set of three");
    }

    @Test
    void countsInFiguresFromElevenMembers() {
        assertThat(ServerKind.of(build("8.0.10"), setOf(10))).isEqualTo("mongod 8.0.10, set of ten");
        assertThat(ServerKind.of(build("8.0.10"), setOf(11))).isEqualTo("mongod 8.0.10, set of 11");
    }

    @Test
    void callsARouterByItsCluster() {
        assertThat(ServerKind.of(build("8.0.10"), Document.parse("{isWritablePrimary: true, msg: 'isdbgrid'}")))
                .isEqualTo("mongos 8.0.10, sharded cluster");
    }

    @Test
    void callsAServerOfNoSetAlone() {
        assertThat(ServerKind.of(build("8.0.10"), Document.parse("{isWritablePrimary: true}")))
                .isEqualTo("mongod 8.0.10, alone");
    }

    @Test
    void refusesAColumnThatWouldBeTwo() {
        assertThatIllegalArgumentException().isThrownBy(() -> line(4, "one | two", "managed", 1));
    }

    private static ScorecardLine line(int row, String what, String style, long tried) {
        return new ScorecardLine(row, what, style, 50, tried, 2 * tried, "nothing", "embedded engine", 42, "a remark");
    }

    private static Document build(String version) {
        return new Document("version", version).append("gitVersion", "0123456789abcdef0123456789abcdef01234567");
    }

    private static Document setOf(int members) {
        return new Document("setName", "rs0").append("hosts", Collections.nCopies(members, "a:27017"));
    }

    private static ScorecardLine on(String database, ScorecardLine line) {
        return changed(line, line.wrong(), database, line.seed());
    }

    private static ScorecardLine wrong(ScorecardLine line) {
        return changed(line, "1 ×", line.database(), line.seed());
    }

    private static ScorecardLine withSeed(long seed, ScorecardLine line) {
        return changed(line, line.wrong(), line.database(), seed);
    }

    private static ScorecardLine changed(ScorecardLine line, String wrong, String database, long seed) {
        return new ScorecardLine(
                line.row(),
                line.what(),
                line.style(),
                line.asked(),
                line.tried(),
                line.hits(),
                wrong,
                database,
                seed,
                line.remarks());
    }
}
