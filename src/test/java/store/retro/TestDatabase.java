package store.retro;

import com.mongodb.ConnectionString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;
import store.retro.embedded.EmbeddedMongo;

/**
 * The database of a development or test run, one for the whole JVM: the one of {@code MONGODB_URI} (or {@code
 * -Dmongodb.uri}); else a container, where a Docker daemon answers in time; else, or with {@code -Dmongodb=embedded},
 * the embedded engine, whose port and file can be set ({@code EMBEDDED_PORT}, {@code EMBEDDED_FILE}, or system
 * properties).
 *
 * @param connectionString of a replica set or a sharded cluster
 * @param description one line that says what it is
 */
public record TestDatabase(ConnectionString connectionString, String description) {

    private static final String IMAGE = "mongo:8";
    private static final Duration PATIENCE_WITH_DOCKER = Duration.ofSeconds(20);

    private static volatile @Nullable TestDatabase started;

    /** The one that this run uses; it is started at the first call and ends with the JVM. */
    public static TestDatabase ofThisRun() {
        return Holder.INSTANCE;
    }

    /** The one that this run uses, if anything has asked for it yet. */
    static Optional<TestDatabase> ofThisRunIfStarted() {
        return Optional.ofNullable(started);
    }

    private static TestDatabase choose() {
        Optional<String> uri = setting("mongodb.uri");
        if (uri.isPresent()) {
            return new TestDatabase(new ConnectionString(uri.get()), "the MongoDB of MONGODB_URI");
        }
        if (setting("mongodb").filter("embedded"::equals).isEmpty() && dockerAnswers()) {
            TestDatabase container = container();
            if (container != null) {
                return container;
            }
        }
        return embedded();
    }

    private static TestDatabase embedded() {
        int port = setting("embedded.port").map(Integer::parseInt).orElse(0);
        Path file = setting("embedded.file").map(Path::of).orElse(null);
        EmbeddedMongo engine = EmbeddedMongo.start(port, file);
        Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
        String where = file == null ? "in memory, gone when it stops" : "in the file " + file;
        return new TestDatabase(
                new ConnectionString(engine.connectionString()),
                "the embedded engine on port " + engine.port() + ", " + where + " (no MONGODB_URI, no Docker)");
    }

    /** Testcontainers logs a page of errors where there is no Docker, which is nothing unusual here. */
    private static boolean dockerAnswers() {
        LoggingSystem logging = LoggingSystem.get(TestDatabase.class.getClassLoader());
        logging.setLogLevel("org.testcontainers", LogLevel.OFF);
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } finally {
            logging.setLogLevel("org.testcontainers", null);
        }
    }

    /**
     * The fail points of the fault tests need test commands, which the container's own replica set command leaves out.
     */
    @SuppressWarnings("resource") // Testcontainers removes it when the JVM ends
    private static @Nullable TestDatabase container() {
        MongoDBContainer container = new MongoDBContainer(IMAGE)
                .withReplicaSet()
                .withCommand("--replSet", "docker-rs", "--setParameter", "enableTestCommands=1", "--bind_ip_all");
        CompletableFuture<Void> start = CompletableFuture.runAsync(container::start);
        try {
            start.get(PATIENCE_WITH_DOCKER.toSeconds(), TimeUnit.SECONDS);
            return new TestDatabase(
                    new ConnectionString(container.getReplicaSetUrl("retro")), "a container of " + IMAGE);
        } catch (ExecutionException | TimeoutException e) {
            System.out.println("Docker answers, but " + IMAGE + " could not be started within "
                    + PATIENCE_WITH_DOCKER.toSeconds() + " s: using the embedded engine.");
            start.cancel(true);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a container was starting", e);
        }
    }

    private static Optional<String> setting(String name) {
        String environment = name.toUpperCase(Locale.ROOT).replace('.', '_');
        return Optional.ofNullable(System.getProperty(name, System.getenv(environment)))
                .filter(value -> !value.isBlank());
    }

    private static final class Holder {
        private static final TestDatabase INSTANCE = choose();

        static {
            started = INSTANCE;
        }
    }
}
