package store.retro.reliability;

import java.nio.file.Path;

/** Integration tests run in several JVMs at once. */
final class TestRun {

    private TestRun() {}

    /** Where only this JVM writes. */
    static Path directory() {
        return Path.of(System.getProperty("integration-tests.directory", "target/integration-tests"));
    }
}
