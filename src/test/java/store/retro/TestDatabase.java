package store.retro;

import com.mongodb.ConnectionString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import store.retro.embedded.EmbeddedMongo;

/**
 * The database of a development or test run, one for the whole JVM: the one of {@code MONGODB_URI} (or {@code
 * -Dmongodb.uri}); else, as {@link DatabaseChoice} has it, a container of {@code -Dmongodb.image} ({@code mongo:8}) or
 * the embedded engine, whose port and file can be set ({@code EMBEDDED_PORT}, {@code EMBEDDED_FILE}, or system
 * properties).
 *
 * @param connectionString of a replica set or a sharded cluster
 * @param description one line that says what it is
 */
public record TestDatabase(ConnectionString connectionString, String description) {

    private static final Duration TO_ANSWER = Duration.ofSeconds(5);
    private static final Duration TO_START = Duration.ofMinutes(1);
    private static final Duration TO_PULL = Duration.ofMinutes(10);

    private static @Nullable TestDatabase started;
    private static @Nullable IllegalStateException refusal;

    /**
     * The one that this run uses; it is started at the first call and ends with the JVM.
     *
     * @throws IllegalStateException when it cannot be what was asked for, with a sentence for whoever asked
     */
    public static synchronized TestDatabase ofThisRun() {
        if (refusal != null) {
            throw refusal;
        }
        if (started == null) {
            try {
                started = choose();
            } catch (IllegalStateException e) {
                refusal = e;
                throw e;
            }
            System.out.println("The database is " + started.description
                    + "; others by MONGODB_URI, -Dmongodb=container, -Dmongodb=embedded.");
        }
        return started;
    }

    /** The one that this run uses, if anything has asked for it yet. */
    static synchronized Optional<TestDatabase> ofThisRunIfStarted() {
        return Optional.ofNullable(started);
    }

    private static TestDatabase choose() {
        quieten();
        Optional<String> uri = setting("mongodb.uri");
        if (uri.isPresent()) {
            return new TestDatabase(new ConnectionString(uri.get()), "the MongoDB of MONGODB_URI");
        }
        String image = setting("mongodb.image").orElse("mongo:8");
        ContainerDatabase container = new ContainerDatabase(image);
        Optional<String> wanted = setting("mongodb");
        DatabaseChoice choice = DatabaseChoice.of(wanted, container::missingImages, TO_ANSWER);
        if (!choice.container()) {
            return embedded(choice.reason());
        }
        try {
            Patience patience = wanted.isEmpty() ? new Patience(TO_START) : untilPulled(container);
            return new TestDatabase(patience.await(container::start), "a container of " + image);
        } catch (ExecutionException | TimeoutException e) {
            String failure = "Docker failed at " + container.doing() + " (" + inOneLine(e) + ")";
            if (wanted.isEmpty()) {
                return embedded(failure);
            }
            throw new IllegalStateException(
                    "-Dmongodb=container: " + failure + "; -Dmongodb=embedded does without Docker.", e);
        }
    }

    private static Patience untilPulled(ContainerDatabase container) {
        return new Patience(
                TO_PULL,
                Duration.ofSeconds(5),
                waited -> System.out.println(
                        "Waiting for Docker, for " + waited.toSeconds() + " s now: " + container.doing()));
    }

    private static TestDatabase embedded(String reason) {
        int port = setting("embedded.port").map(Integer::parseInt).orElse(0);
        Path file = setting("embedded.file").map(Path::of).orElse(null);
        EmbeddedMongo engine = EmbeddedMongo.start(port, file);
        Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
        String where = file == null ? "in memory, gone when it stops" : "in the file " + file;
        return new TestDatabase(
                new ConnectionString(engine.connectionString()),
                "the embedded engine on port " + engine.port() + ", " + where
                        + (reason.isEmpty() ? "" : " (" + reason + ")"));
    }

    /**
     * Before Spring Boot has set the levels everything is logged. Testcontainers logs a page of errors where there is
     * no Docker, which is nothing unusual here.
     */
    private static void quieten() {
        LoggingSystem logging = LoggingSystem.get(TestDatabase.class.getClassLoader());
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        Stream.of("org.testcontainers", "tc", "com.github.dockerjava")
                .forEach(logger -> logging.setLogLevel(logger, LogLevel.OFF));
    }

    private static String inOneLine(Throwable failure) {
        Throwable root = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .reduce((outer, inner) -> inner)
                .orElseThrow();
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return message.strip().replaceAll("\\s+", " ");
    }

    /** Of a system property or, in its capitals, the environment; what is blank is not set. */
    static Optional<String> setting(String name) {
        String environment = name.toUpperCase(Locale.ROOT).replace('.', '_');
        return Stream.of(Optional.ofNullable(System.getProperty(name)), Optional.ofNullable(System.getenv(environment)))
                .flatMap(Optional::stream)
                .filter(value -> !value.isBlank())
                .findFirst();
    }
}
