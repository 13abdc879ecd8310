package store.retro.development.lab;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import store.retro.development.lab.LabRefusal.Code;

/** The database server of the lab, without a proxy before it: what it can do, and who of it takes writes now. */
final class LabServer implements ClusterListener, AutoCloseable {

    private static final int NO_SUCH_PARAMETER = 72;
    private static final int NAMESPACE_EXISTS = 48;
    private static final int STEP_DOWN_SECONDS = 15;
    private static final int PATIENCE_SECONDS = 10;
    private static final int USUAL_LIFETIME_SECONDS = 60;

    private final ConnectionString uri;
    private final String database;
    private final MongoClient client;
    private final List<Runnable> onChange = new CopyOnWriteArrayList<>();
    private volatile @Nullable ServerAddress current;
    private @Nullable Direct direct;

    private record Direct(ServerAddress address, MongoClient client) {}

    /** @param uri of the developer's database */
    LabServer(ConnectionString uri, String database) {
        if (Boolean.TRUE.equals(uri.getSslEnabled())) {
            throw new LabRefusal(
                    Code.LAB_UNAVAILABLE, "The lab's proxy reads what goes over the wire, and this one is encrypted.");
        }
        this.uri = uri;
        this.database = database;
        this.client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(uri)
                .applyToClusterSettings(cluster ->
                        cluster.addClusterListener(this).serverSelectionTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .applyToServerSettings(server -> server.heartbeatFrequency(500, TimeUnit.MILLISECONDS))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .build());
    }

    /** Makes the collections, before a store does: one that it makes refuses what the recipe writes. */
    void prepare() {
        for (String collection : List.of("users", "products", "orders")) {
            try {
                database().createCollection(collection);
            } catch (MongoCommandException e) {
                if (e.getErrorCode() != NAMESPACE_EXISTS) {
                    throw e;
                }
            }
        }
    }

    MongoClient client() {
        return client;
    }

    MongoDatabase database() {
        return client.getDatabase(database);
    }

    String databaseName() {
        return database;
    }

    /** Calls it whenever another server takes the writes, until what it returns is closed. */
    AutoCloseable onChange(Runnable listener) {
        onChange.add(listener);
        return () -> onChange.remove(listener);
    }

    /** The primary, or one router for as long as it is there; while there is none, the last one. */
    ServerAddress current() {
        if (current == null) {
            client.getDatabase("admin").runCommand(new Document("ping", 1));
        }
        return current;
    }

    @Override
    public void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
        Collection<ServerAddress> able = able(event.getNewDescription());
        ServerAddress before = current;
        if (!able.isEmpty() && !able.contains(before)) {
            current = able.iterator().next();
            if (before != null) {
                onChange.forEach(Runnable::run);
            }
        }
    }

    private static List<ServerAddress> able(ClusterDescription cluster) {
        return cluster.getServerDescriptions().stream()
                .filter(server -> server.isPrimary() || server.getType() == ServerType.SHARD_ROUTER)
                .map(ServerDescription::getAddress)
                .toList();
    }

    /** A client of the very server, a primary or router, that the stores' commands go to. */
    synchronized MongoClient direct() {
        ServerAddress address = current();
        if (direct == null || !direct.address().equals(address)) {
            if (direct != null) {
                direct.client().close();
            }
            direct = new Direct(
                    address, MongoClients.create(uriOf(address.getHost(), address.getPort(), directOptions())));
        }
        return direct.client();
    }

    /** To a member alone the driver sends a read preference that no transaction may have. */
    private String directOptions() {
        String server = isSharded() ? "directConnection=true" : "replicaSet=" + hello().getString("setName");
        return server + "&timeoutMS=" + PATIENCE_SECONDS * 1000;
    }

    /** Of a store that sees nothing but what listens at a port of this machine. */
    String uriBehind(int port, String applicationName) {
        return uriOf("127.0.0.1", port, "directConnection=true&appName=" + applicationName);
    }

    private String uriOf(String host, int port, String options) {
        MongoCredential login = uri.getCredential();
        if (login == null) {
            return "mongodb://" + host + ":" + port + "/?" + options;
        }
        String mechanism = login.getMechanism() == null ? "" : "&authMechanism=" + login.getMechanism();
        String password = login.getPassword() == null ? "" : ":" + encoded(new String(login.getPassword()));
        return "mongodb://" + encoded(login.getUserName()) + password + "@" + host + ":" + port + "/?" + options
                + "&authSource=" + encoded(login.getSource()) + mechanism;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    boolean isSharded() {
        return "isdbgrid".equals(hello().getString("msg"));
    }

    /** How many members with data the set lists. */
    int members() {
        Document hello = hello();
        return Math.max(1, size(hello, "hosts") + size(hello, "passives"));
    }

    private static int size(Document hello, String list) {
        return hello.getList(list, String.class, List.of()).size();
    }

    private Document hello() {
        return admin(new Document("hello", 1));
    }

    String version() {
        return admin(new Document("buildInfo", 1)).getString("version");
    }

    /** Whether it was started with test commands. */
    boolean hasFailPoints() {
        Object on = parameter("enableTestCommands");
        return on != null && !List.<Object>of(false, 0).contains(on);
    }

    /** For how long a transaction may live there. */
    Duration transactionLifetime() {
        return parameter("transactionLifetimeLimitSeconds") instanceof Number seconds
                ? Duration.ofSeconds(seconds.longValue())
                : Duration.ofSeconds(USUAL_LIFETIME_SECONDS);
    }

    private @Nullable Object parameter(String name) {
        try {
            return admin(new Document("getParameter", 1).append(name, 1)).get(name);
        } catch (MongoCommandException e) {
            if (e.getErrorCode() == NO_SUCH_PARAMETER || e.getErrorCode() == 13) {
                return null;
            }
            throw e;
        }
    }

    /** Lets the next command of this name, sent by this application, meet an error of this code. */
    void failOnce(String command, int code, String applicationName) {
        admin(new Document("configureFailPoint", "failCommand")
                .append("mode", new Document("times", 1))
                .append(
                        "data",
                        new Document("failCommands", List.of(command))
                                .append("errorCode", code)
                                .append("appName", applicationName)));
    }

    /** Ends sessions that nobody is there to end any more, and their transactions with them. */
    void kill(Collection<BsonDocument> sessions) {
        Set<BsonDocument> distinct = new HashSet<>(sessions);
        if (!distinct.isEmpty()) {
            admin(new Document("killSessions", List.copyOf(distinct)));
        }
    }

    /** Why the primary cannot be made to step down; null when it can. */
    @Nullable
    String whyNoStepDown() {
        if (isSharded()) {
            return "This is a router of a sharded cluster; its shards elect their primaries behind it.";
        }
        return members() > 1 ? null : "The set has one member: nobody could take over.";
    }

    /**
     * Makes the primary step down, and waits until another member is one, for 15 seconds at most.
     *
     * @throws LabRefusal where that is not possible
     */
    void stepDown() throws InterruptedException {
        String why = whyNoStepDown();
        if (why != null) {
            throw new LabRefusal(Code.NOT_POSSIBLE, why);
        }
        ServerAddress before = current();
        try {
            admin(new Document("replSetStepDown", STEP_DOWN_SECONDS).append("secondaryCatchUpPeriodSecs", 5));
        } catch (MongoCommandException e) {
            throw new LabRefusal(Code.NOT_POSSIBLE, "The server refuses: " + e.getErrorMessage());
        } catch (MongoException e) {
            // it has hung up, as older ones do
        }
        long end = System.nanoTime() + Duration.ofSeconds(STEP_DOWN_SECONDS).toNanos();
        while (before.equals(current()) && System.nanoTime() < end) {
            Thread.sleep(100);
        }
    }

    private Document admin(Document command) {
        return client.getDatabase("admin").runCommand(command);
    }

    @Override
    public synchronized void close() {
        if (direct != null) {
            direct.client().close();
        }
        client.close();
    }
}
