package store.retro.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The formatter breaks code; comments and strings it leaves as long as they are. */
class LineLengthTest {

    private static final int COLUMNS = 120;

    static Stream<Path> roots() {
        return Stream.of(Sources.MAIN, Sources.TEST);
    }

    @ParameterizedTest
    @MethodSource("roots")
    void noLineIsTooLong(Path root) {
        assertThat(Sources.files(root, ".java"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Sources.linesOver(COLUMNS, Sources.read(file)))
                        .isEmpty());
    }

    @Test
    void aLineThatIsTooLongIsFound() {
        String fits = "é".repeat(COLUMNS);
        String comment = "// " + "x".repeat(COLUMNS - 2);
        String named = "import " + "x".repeat(COLUMNS) + ";";

        assertThat(Sources.linesOver(COLUMNS, fits + "\n" + comment + "\n" + named))
                .containsExactly("2: " + comment);
    }
}
