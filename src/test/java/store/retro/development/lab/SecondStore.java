package store.retro.development.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import store.retro.reliability.MongoProxy;

/** A store of the lab's in a process of its own, on the same database, to be killed. */
final class SecondStore implements AutoCloseable {

    private static final Duration TO_START = Duration.ofSeconds(60);

    private final RemoteProbe.Station station;
    private final Process process;
    private final Site site;

    private SecondStore(RemoteProbe.Station station, Process process, String url, MongoProxy cable, String name) {
        this.station = station;
        this.process = process;
        this.site = new Site("second", url, cable, name, this);
    }

    /**
     * Starts one, and waits until it is ready.
     *
     * @param uri of the proxy before the database
     * @throws IllegalStateException when it does not start
     */
    static SecondStore start(String uri, String database, MongoProxy cable, String name, Probe probe)
            throws InterruptedException {
        RemoteProbe.Station station = new RemoteProbe.Station(probe);
        Process process = null;
        try {
            process = launch(uri, database, station.url());
            return new SecondStore(station, process, address(process), cable, name);
        } catch (ExecutionException | TimeoutException e) {
            station.close();
            if (process != null) {
                process.destroyForcibly();
            }
            throw new IllegalStateException("the second store did not start", e);
        }
    }

    private static Process launch(String uri, String database, String probe) {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        // no engine of its own
                        "-Dmongodb.uri=" + uri,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LabStore.class.getName(),
                        "--uri=" + uri,
                        "--database=" + database,
                        "--probe=" + probe)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.matches("(SERVER|SPRING|STORE|MONGODB|EMBEDDED)_.*"));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It ends with this process, whose hold on its input goes then. */
    private static String address(Process process) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<String> address = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, address), "lab-second-store");
        reader.setDaemon(true);
        reader.start();
        return address.get(TO_START.toSeconds(), TimeUnit.SECONDS);
    }

    private static void read(Process process, CompletableFuture<String> address) {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(LabStore.READY)) {
                    address.complete(line.substring(LabStore.READY.length()));
                }
            }
        } catch (IOException e) {
            // it was killed
        }
        address.completeExceptionally(new IllegalStateException("it has ended"));
    }

    Site site() {
        return site;
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        kill();
        station.close();
        site.cable().close();
    }
}
