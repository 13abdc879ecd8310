package store.retro.bench;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import org.bson.Document;

/** What the benchmark asks of a server as a whole. */
final class MongoServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ALREADY_INITIALIZED = 23;

    /** Those that a service sends of its own accord; not what a driver needs to know its servers. */
    private static final List<String> OF_SERVICES = List.of(
            "abortTransaction",
            "aggregate",
            "bulkWrite",
            "commitTransaction",
            "count",
            "delete",
            "distinct",
            "find",
            "findAndModify",
            "getMore",
            "insert",
            "update");

    private final MongoClient client;
    private final MongoDatabase admin;

    MongoServer(String uri) {
        client = MongoClients.create(uri);
        admin = client.getDatabase("admin");
    }

    /** Makes a set of one of a server that has just been started, and waits until it can be written to. */
    void initiate(String address) throws InterruptedException {
        Document member = new Document("_id", 0).append("host", address);
        Document set = new Document("_id", "rs0").append("members", List.of(member));
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            admin.runCommand(new Document("replSetInitiate", set));
        } catch (MongoException e) {
            if (e.getCode() != ALREADY_INITIALIZED) {
                throw e;
            }
        }
        while (!hello().getBoolean("isWritablePrimary")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("no primary at " + address);
            }
            Thread.sleep(50);
        }
    }

    /** The kind, version, number of members and process of the server, by spaces. */
    String describe() {
        Document status = status();
        String engine = status.get("storageEngine", Document.class).getString("name");
        return "%s %s %d %s"
                .formatted(
                        engine.equals("mvstore") ? "engine" : "mongod",
                        admin.runCommand(new Document("buildInfo", 1)).getString("version"),
                        hello().getList("hosts", String.class, List.of()).size(),
                        status.get("pid"));
    }

    /** How many commands services have sent so far; -1 when the server does not count them. */
    long commands() {
        Document metrics = status().get("metrics", Document.class);
        if (metrics == null) {
            return -1;
        }
        Document commands = metrics.get("commands", Document.class);
        return OF_SERVICES.stream()
                .map(name -> commands.get(name, Document.class))
                .filter(counted -> counted != null)
                .mapToLong(counted -> ((Number) counted.get("total")).longValue())
                .sum();
    }

    /** Holds each commit up for so long; not at all if it is zero. */
    void holdCommits(int millis) {
        admin.runCommand(new Document("configureFailPoint", "failCommand")
                .append("mode", millis == 0 ? "off" : "alwaysOn")
                .append(
                        "data",
                        new Document("failCommands", List.of("commitTransaction"))
                                .append("blockConnection", true)
                                .append("blockTimeMS", Math.max(1, millis))));
    }

    private Document status() {
        return admin.runCommand(new Document("serverStatus", 1));
    }

    private Document hello() {
        return admin.runCommand(new Document("hello", 1));
    }

    @Override
    public void close() {
        client.close();
    }
}
