package store.retro.development.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stranger's first minute: by the clock, and on the numbers. */
class LabScriptsBrowserIT extends LabBrowserTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Pattern LINK = Pattern.compile("]\\(([^)]*)\\)");

    /** Where only an answer is lost, nothing has to be rolled back: the order is replayed. */
    @ParameterizedTest
    @CsvSource({
        "rollback, true",
        "server-dies, true",
        "two-buyers, true",
        "answer-lost, false",
        "callback-twice, true",
        "total-changes, true"
    })
    void showARollbackAndTheNaiveVersionGoneWrong(String script, boolean isRolledBack) {
        long start = System.nanoTime();
        browser.go(script);
        run();
        browser.patiently(() -> seeVerdictsOf(4));
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(wrong("plain")).isTrue();
        assertThat(wrong("managed") || wrong("manual")).isFalse();
        assertThat(List.of(rolledBack("managed") > 0, rolledBack("manual") > 0)).containsOnly(isRolledBack);
        assertThat(took).isLessThan(MINUTE);
    }

    private boolean wrong(String style) {
        return Stream.of("stock", "spending", "orders").anyMatch(book -> wrongBy(style, book) != 0);
    }

    private static Stream<String> scripts() {
        return Stream.of("rollback", "server-dies", "two-buyers", "answer-lost", "callback-twice", "total-changes");
    }

    @Test
    void areAllThatThePageOffers() {
        Object offered = browser.script("""
            return [...document.querySelectorAll('[data-experiment]')].map((link) => link.dataset.experiment);
            """);

        assertThat((List<?>) offered)
                .isEqualTo(
                        Stream.concat(scripts(), Stream.of("by-hand", "crowd")).toList());
    }

    @Test
    void areWhereTheFirstLinkOfTheReadmeLeads() throws IOException {
        Matcher link = LINK.matcher(Files.readString(Path.of("README.md")));

        assertThat(link.find()).isTrue();
        assertThat(link.group(1)).startsWith("http://localhost:8080/dev/lab#");
        assertThat(scripts()).contains(link.group(1).substring(link.group(1).indexOf('#') + 1));
    }
}
