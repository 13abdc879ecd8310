package store.retro.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Writes the table after each class of tests, as far as it has come: of this JVM alone into {@code target}, and by the
 * slow profile also into {@code docs}, where lines stay that this run has not tried, or less often.
 */
final class ScorecardWriter implements BeforeAllCallback, AfterAllCallback {

    static final Path PAGE = Path.of("docs", "reliability.md");

    private static final Path OF_THIS_RUN = TestRun.directory().resolve("reliability.md");

    @Override
    public void beforeAll(ExtensionContext context) {
        LoggingSystem.get(ScorecardWriter.class.getClassLoader()).setLogLevel("org.mongodb.driver", LogLevel.WARN);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        List<ScorecardLine> lines = Scorecard.lines();
        if (lines.isEmpty()) {
            return;
        }
        write(OF_THIS_RUN, new ScorecardTable(lines));
        if (Profile.SLOW) {
            write(PAGE, ScorecardTable.parse(read(PAGE)).with(lines));
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, ScorecardTable table) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, table.toMarkdown());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
