package store.retro.reliability;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One line of the table, as it stands in a file.
 *
 * @param what which part of the row this is; with the row, the style and the database it names the line
 * @param asked how many attempts the scorecard asks for
 * @param hits how many faults the attempts really met, often several in one
 * @param wrong what was found, in words, or {@link #NOTHING}
 * @param seed of the first attempt
 */
record ScorecardLine(
        int row,
        String what,
        String style,
        long asked,
        long tried,
        long hits,
        String wrong,
        String database,
        long seed,
        String remarks)
        implements Comparable<ScorecardLine> {

    /** The table's head; {@link #toMarkdown} and {@link #parse} keep to its columns. */
    static final String HEAD = """
            | row | what | style | asked for | tried | faults hit | found wrong | database | seed | remarks |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    /** What was found where everything held. */
    static final String NOTHING = "nothing";

    private static final int COLUMNS = 10;

    private static final Comparator<ScorecardLine> ORDER = Comparator.comparingInt(ScorecardLine::row)
            .thenComparing(ScorecardLine::what)
            .thenComparing(ScorecardLine::style)
            .thenComparing(ScorecardLine::database);

    ScorecardLine {
        if (Stream.of(what, style, wrong, database, remarks).anyMatch(text -> text.contains("|"))) {
            throw new IllegalArgumentException("a column would be torn apart: " + what + ", " + remarks);
        }
    }

    String toMarkdown() {
        return "| %d | %s | %s | %d | %d | %d | %s | %s | %d | %s |"
                .formatted(row, what, style, asked, tried, hits, wrong, database, seed, remarks);
    }

    /** The line that was written so, if it is one. */
    static Optional<ScorecardLine> parse(String text) {
        List<String> columns =
                Stream.of(text.split("\\|", -1)).map(String::strip).toList();
        if (columns.size() != COLUMNS + 2 || !columns.get(1).matches("\\d+")) {
            return Optional.empty();
        }
        return Optional.of(new ScorecardLine(
                Integer.parseInt(columns.get(1)),
                columns.get(2),
                columns.get(3),
                Long.parseLong(columns.get(4)),
                Long.parseLong(columns.get(5)),
                Long.parseLong(columns.get(6)),
                columns.get(7),
                columns.get(8),
                Long.parseLong(columns.get(9)),
                columns.get(10)));
    }

    /** Whether both say what became of the same thing. */
    boolean isAbout(ScorecardLine other) {
        return compareTo(other) == 0;
    }

    /**
     * Whether it is to stand in the place of an older one about the same thing. What is wrong always is, and then
     * stays until the scorecard is fulfilled: the run that found it ended there, so that even a slice tries as often.
     */
    boolean replaces(ScorecardLine older) {
        long enough = older.isWrong() ? Math.max(older.tried, asked) : older.tried;
        return isWrong() || tried >= enough;
    }

    private boolean isWrong() {
        return !wrong.equals(NOTHING);
    }

    @Override
    public int compareTo(ScorecardLine other) {
        return ORDER.compare(this, other);
    }
}
