package store.retro;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The development store in a process of its own, told of a database by its environment. */
class DevelopmentStoreIT {

    private static final String CHOSEN = "The database is ";
    private static final String OPEN = "The store is open";

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
        List<String> lines = start(OPEN, Map.of(variable, uri(named)));

        assertThat(lines).anyMatch(line -> line.startsWith(OPEN));
        assertThat(client.getDatabase(named).getCollection("products").countDocuments())
                .isPositive();
    }

    @Test
    void startsOnTheEngineWithoutALookAtDocker() throws IOException {
        try (ServerSocket docker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> lines = start(CHOSEN, Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + docker.getLocalPort()));

            assertThat(lines).last().asString().startsWith(CHOSEN + "the embedded engine");
            assertThat(isCalled(docker)).isFalse();
        }
    }

    @Test
    void saysInASentenceThatDockerCannotGiveWhatWasAskedFor() throws IOException {
        List<String> lines = start(OPEN, Map.of("MONGODB", "container", "MONGODB_IMAGE", "localhost:1/nothing:1"));

        assertThat(lines).last().asString().startsWith("-Dmongodb=container: Docker failed at ");
        assertThat(lines).noneMatch(line -> line.startsWith("\tat "));
    }

    private static String uri(String database) {
        ConnectionString run = TestDatabase.ofThisRun().connectionString();
        String set = run.getRequiredReplicaSetName();
        return "mongodb://%s/%s?%s"
                .formatted(
                        String.join(",", run.getHosts()),
                        database,
                        set == null ? "directConnection=true" : "replicaSet=" + set);
    }

    private static boolean isCalled(ServerSocket server) throws IOException {
        server.setSoTimeout(1);
        try (var caller = server.accept()) {
            return caller.isConnected();
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Starts it, waits for a line that begins so, or for its own end, and ends it; what it has printed. */
    private static List<String> start(String until, Map<String, String> environment) throws IOException {
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
                if (line.startsWith(until)) {
                    break;
                }
            }
            return lines;
        } finally {
            store.destroyForcibly();
        }
    }
}
