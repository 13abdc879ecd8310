package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

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
    void refusesAColumnThatWouldBeTwo() {
        assertThatIllegalArgumentException().isThrownBy(() -> line(4, "one | two", "managed", 1));
    }

    private static ScorecardLine line(int row, String what, String style, long tried) {
        return new ScorecardLine(row, what, style, 50, tried, 2 * tried, "nothing", "embedded engine", 42, "a remark");
    }

    private static ScorecardLine on(String database, ScorecardLine line) {
        return new ScorecardLine(
                line.row(),
                line.what(),
                line.style(),
                line.asked(),
                line.tried(),
                line.hits(),
                line.wrong(),
                database,
                line.seed(),
                line.remarks());
    }
}
