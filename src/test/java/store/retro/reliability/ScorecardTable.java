package store.retro.reliability;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page with all lines, sorted. It is made of lines and read back into lines, so that it can grow run by run. */
record ScorecardTable(List<ScorecardLine> lines) {

    private static final String TEXT = """
            # Reliability

            Written by `./mvnw verify -Dreliability=slow`, not by hand. A run replaces the lines that it has tried at
            least as often as they say and keeps the others, so that the long whole can be run in pieces
            (`-Dit.test=KeysIT`), and a share of it (`-Dreliability.share=0.1`) never stands for the whole. Only a run
            that found something wrong replaces what was tried more often. Its line stays until nothing is found by a
            run that has tried at least as often as that line says, and as often as the scorecard asks.

            A line is a part of a row of the scorecard, on one kind of database: how many attempts the scorecard asks
            for, how many there were, how many faults these really hit (an attempt may hit several), and what was found
            wrong. The seed is that of the first attempt, the next ones count up from it; `-Dreliability.seed=` repeats
            it. What a database is, its server says itself; a run on another one adds lines of its own.

            """;

    ScorecardTable {
        lines = lines.stream().sorted().toList();
    }

    /** What a page says. */
    static ScorecardTable parse(String markdown) {
        return new ScorecardTable(markdown.lines()
                .map(ScorecardLine::parse)
                .flatMap(Optional::stream)
                .toList());
    }

    /** With these lines, in place of what is said here about the same things where they may replace it. */
    ScorecardTable with(List<ScorecardLine> newer) {
        List<ScorecardLine> taken = newer.stream()
                .filter(line -> lines.stream().filter(line::isAbout).allMatch(line::replaces))
                .toList();
        Stream<ScorecardLine> kept =
                lines.stream().filter(line -> taken.stream().noneMatch(line::isAbout));
        return new ScorecardTable(Stream.concat(kept, taken.stream()).toList());
    }

    String toMarkdown() {
        return lines.stream()
                .map(ScorecardLine::toMarkdown)
                .collect(Collectors.joining("\n", TEXT + ScorecardLine.HEAD, "\n"));
    }
}
