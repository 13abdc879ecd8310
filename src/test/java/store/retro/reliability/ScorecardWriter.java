package store.retro.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Writes the table after each class of tests, whole as far as it has come: into {@code target}, and by the slow profile also into {@code docs}. */
final class ScorecardWriter implements BeforeAllCallback, AfterAllCallback {

    private static final String HEADER = """
            # Reliability

            Written by a run of `./mvnw verify -Dreliability=slow`, not by hand. Each row of the scorecard, part by part: how
            often it was tried, how many faults were really hit, and what was found wrong. The seed is that of the first
            attempt; `-Dreliability.seed=` repeats it. %s

            | row | what | style | tried | faults hit | found wrong | database | seed | remarks |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    @Override
    public void beforeAll(ExtensionContext context) {
        LoggingSystem.get(ScorecardWriter.class.getClassLoader()).setLogLevel("org.mongodb.driver", LogLevel.WARN);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        writeTable();
    }

    private static void writeTable() {
        Collection<Scorecard.Line> lines = Scorecard.lines();
        if (lines.isEmpty()) {
            return;
        }
        String table = HEADER.formatted(Profile.described())
                + lines.stream().map(Scorecard.Line::toMarkdown).collect(Collectors.joining("\n", "", "\n"));
        write(Path.of("target", "reliability.md"), table);
        if (Profile.SLOW) {
            write(Path.of("docs", "reliability.md"), table);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
