package store.retro;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The development store in a process of its own, told of a database by its environment. */
class DevelopmentStoreIT {

    private final MongoClient client =
            MongoClients.create(TestDatabase.ofThisRun().connectionString());

    private final String named = "named-" + UUID.randomUUID();

    @AfterEach
    void drop() {
        client.getDatabase(named).drop();
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MONGODB_URI", "SPRING_MONGODB_URI"})
    void usesTheDatabaseThatItsAddressNames(String variable) throws IOException {
        start(Map.of(variable, uri(named)));

        assertThat(client.getDatabase(named).getCollection("products").countDocuments())
                .isPositive();
    }

    private static String uri(String database) {
        ConnectionString run = TestDatabase.ofThisRun().connectionString();
        return "mongodb://%s/%s?replicaSet=%s"
                .formatted(String.join(",", run.getHosts()), database, run.getRequiredReplicaSetName());
    }

    /** Starts it, waits until it says that it is open, and ends it. */
    private static void start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DevelopmentStore.class.getName(),
                        "--server.port=0")
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(SPRING|STORE|MONGODB|EMBEDDED).*"));
        builder.environment().putAll(environment);
        Process store = builder.start();
        try (BufferedReader output = store.inputReader()) {
            List<String> lines = new ArrayList<>();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.startsWith("The store is open")) {
                    return;
                }
            }
            throw new AssertionError("the store did not open: " + String.join("\n", lines));
        } finally {
            store.destroyForcibly();
        }
    }
}
