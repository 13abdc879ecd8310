package store.retro.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine in a process of its own, killed under load: what it acknowledged is there when it is started again. */
class CrashTest {

    private static final int WRITERS = 4;
    private static final int BEFORE_THE_KILL = 200;

    @TempDir
    private Path directory;

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

    @RepeatedTest(2)
    @Timeout(60)
    void whatWasAcknowledgedSurvivesAKilledProcess() throws IOException, InterruptedException {
        Path file = directory.resolve("data.mv");
        Process engine = start(file);
        try (MongoClient client = MongoClients.create(connectionString(engine) + "&serverSelectionTimeoutMS=1500")) {
            awaitReady(client);
            List<CompletableFuture<Void>> writers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> CompletableFuture.runAsync(() -> write(client, writer)))
                    .toList();
            while (acknowledged.size() < BEFORE_THE_KILL && !writers.stream().allMatch(CompletableFuture::isDone)) {
                Thread.sleep(5);
            }
            engine.destroyForcibly().onExit().join();
            writers.forEach(CompletableFuture::join);
        }
        try (EmbeddedMongo again = EmbeddedMongo.start(0, file);
                MongoClient client = MongoClients.create(again.connectionString())) {
            check(client.getDatabase("crash"));
        }
    }

    private static Process start(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedMongo.class.getName(),
                        "--port=0",
                        "--file=" + file)
                .redirectErrorStream(true)
                .start();
    }

    private static String connectionString(Process engine) throws IOException {
        BufferedReader output = engine.inputReader();
        String line = output.readLine();
        while (line != null && !line.startsWith("mongodb://")) {
            line = output.readLine();
        }
        assertThat(line).as("the engine's connection string").isNotNull();
        return line;
    }

    /** A driver's first look at a server may take longer, on a busy machine, than it should wait after the kill. */
    private static void awaitReady(MongoClient client) {
        for (int tries = 0; tries < 20; tries++) {
            try {
                client.getDatabase("admin").runCommand(new Document("ping", 1));
                return;
            } catch (MongoException e) {
                // again
            }
        }
    }

    /** Writes until it cannot any more: by turns a plain insert and a transaction over two collections. */
    private void write(MongoClient client, int writer) {
        MongoDatabase database = client.getDatabase("crash");
        MongoCollection<Document> left = database.getCollection("left");
        MongoCollection<Document> right = database.getCollection("right");
        try (ClientSession session = client.startSession()) {
            for (int i = 0; true; i++) {
                String id = writer + "-" + i;
                if (i % 2 == 0) {
                    left.insertOne(new Document("_id", id).append("plain", true));
                } else {
                    session.startTransaction();
                    left.insertOne(session, new Document("_id", id));
                    right.insertOne(session, new Document("_id", id));
                    session.commitTransaction();
                }
                acknowledged.add(id);
            }
        } catch (MongoException e) {
            // killed, as intended
        }
    }

    private void check(MongoDatabase database) {
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(BEFORE_THE_KILL);
        List<String> left = ids(database.getCollection("left"), new Document());
        assertThat(left).containsAll(acknowledged);
        assertThat(ids(database.getCollection("left"), new Document("plain", null)))
                .containsExactlyInAnyOrderElementsOf(ids(database.getCollection("right"), new Document()));
    }

    private static List<String> ids(MongoCollection<Document> collection, Document query) {
        return collection.find(query).map(found -> found.getString("_id")).into(new java.util.ArrayList<>());
    }
}
