package store.retro.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The packaged jar, taken apart by its own tools as an image would have it, for it starts faster so. */
final class Artifact {

    /** What {@code java -jar} runs. */
    static final Path INSTANCE = extracted(packaged());

    private Artifact() {}

    private static Path packaged() {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("retro-store-[^-]*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no jar in target; run ./mvnw package first"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path extracted(Path jar) {
        Path directory = TestRun.directory().resolve("extracted");
        try {
            Process tools = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Djarmode=tools",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--force",
                            "--destination",
                            directory.toString())
                    .inheritIO()
                    .start();
            if (tools.waitFor() != 0) {
                throw new IllegalStateException("the jar could not be extracted");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return directory.resolve(jar.getFileName());
    }
}
