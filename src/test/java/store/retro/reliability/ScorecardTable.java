package store.retro.reliability;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page with all lines, sorted. It is made of lines and read back into lines, so that it can grow run by run. */
record ScorecardTable(List<ScorecardLine> lines) {

    private static final String TEXT = """
            # Reliability

            Written by `./mvnw verify -Dreliability=slow`, not by hand. A run replaces the lines that it has tried and keeps
            the others, so that the long whole can be run in pieces (`-Dit.test=KeysIT`).

            A line is a part of a row of the scorecard: how many attempts the scorecard asks for, how many there were, how
            many faults these really hit (an attempt may hit several), and what was found wrong. The seed is that of the
            first attempt, the next ones count up from it; `-Dreliability.seed=` repeats it. Each database has lines of its
            own, which a run on another one leaves alone; what kind it is, and of what version, its server says itself.

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

    /** With these lines, in place of what is said here about the same things. */
    ScorecardTable with(List<ScorecardLine> newer) {
        Stream<ScorecardLine> kept =
                lines.stream().filter(line -> newer.stream().noneMatch(line::isAbout));
        return new ScorecardTable(Stream.concat(kept, newer.stream()).toList());
    }

    String toMarkdown() {
        return lines.stream()
                .map(ScorecardLine::toMarkdown)
                .collect(Collectors.joining("\n", TEXT + ScorecardLine.HEAD, "\n"));
    }
}
