package store.retro.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What class files do not keep: comments, literals where they stand, lines. */
final class Sources {

    static final Path MAIN = Path.of("src/main/java");
    static final Path TEST = Path.of("src/test/java");

    /** Comments and characters come first, so that a quotation mark in them begins nothing. */
    private static final Pattern LITERALS = Pattern.compile("//[^\n]*"
            + "|/\\*[\\s\\S]*?\\*/"
            + "|'(?:\\\\.|[^'\\\\])+'"
            + "|(?<literal>\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\")");

    private Sources() {}

    /** The source of a top-level class or of a package's information. */
    static String of(JavaClass type) {
        Path inPackage = Path.of(type.getPackageName().replace('.', '/'), type.getSimpleName() + ".java");
        return read(Stream.of(MAIN, TEST)
                .map(root -> root.resolve(inPackage))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no " + inPackage)));
    }

    /** The strings and text blocks that stand in a source, with their quotation marks. */
    static List<String> literals(String source) {
        return LITERALS.matcher(source)
                .results()
                .map(found -> found.group(1))
                .filter(literal -> literal != null)
                .toList();
    }

    /** Number and text of the lines that are longer than others can read without scrolling, imports aside. */
    static List<String> linesOver(int columns, String source) {
        List<String> lines = source.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> !lines.get(i).startsWith("import "))
                .filter(i -> lines.get(i).codePointCount(0, lines.get(i).length()) > columns)
                .mapToObj(i -> "%d: %s".formatted(i + 1, lines.get(i)))
                .toList();
    }

    /** All files below a directory, or the file itself, whose names end like this. */
    static List<Path> files(Path root, String ending) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
