package store.retro.reliability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import store.retro.embedded.EmbeddedMongo;
import store.retro.fixture.ServiceProcesses;

/** The embedded engine in a process of its own, on a file, that can be killed and started again. */
final class EngineProcess implements AutoCloseable {

    private final Path file;
    private final int port = ServiceProcesses.freePort();
    private volatile Process process;

    EngineProcess(Path file) {
        this.file = file;
        this.process = launch();
    }

    String uri() {
        return "mongodb://127.0.0.1:%d/?replicaSet=rs0".formatted(port);
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void startAgain() {
        process = launch();
    }

    private Process launch() {
        try {
            Process started = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            EmbeddedMongo.class.getName(),
                            "--port=" + port,
                            "--file=" + file)
                    .redirectErrorStream(true)
                    .start();
            BufferedReader output = started.inputReader();
            awaitAddress(output);
            Thread showing = new Thread(() -> show(output), "engine-output");
            showing.setDaemon(true);
            showing.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitAddress(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith("mongodb://")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new AssertionError("the engine did not start");
        }
    }

    /** What the engine says later goes to the build's output, where the reason of a failure is looked for. */
    private static void show(BufferedReader output) {
        try {
            output.lines().forEach(line -> System.out.println("engine: " + line));
        } catch (UncheckedIOException e) {
            // killed, as intended
        }
    }

    @Override
    public void close() {
        kill();
    }
}
