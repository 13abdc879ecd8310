package store.retro.embedded;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The server these tests speak to, for the whole run: that of {@code MONGODB_URI} or {@code -Dmongodb.uri}, else an
 * engine. The tests use nothing that only the engine understands.
 */
final class ServerUnderTest implements AutoCloseable {

    private final @Nullable EmbeddedMongo engine;
    private final ConnectionString uri;
    private final MongoClient client;
    private final boolean failPoints;

    private ServerUnderTest() {
        String given = System.getProperty("mongodb.uri", System.getenv("MONGODB_URI"));
        engine = given == null || given.isBlank() ? EmbeddedMongo.start() : null;
        uri = new ConnectionString(engine == null ? given : engine.connectionString());
        client = newClient("engine-tests");
        failPoints = hasFailPoints();
    }

    MongoClient client() {
        return client;
    }

    MongoClient newClient(String applicationName) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(uri)
                .applicationName(applicationName)
                // after an error of shutting down a driver waits for its monitor's next answer, by default 10 s
                .applyToServerSettings(settings -> settings.heartbeatFrequency(500, TimeUnit.MILLISECONDS))
                .build());
    }

    /** Skips the test, by name, on a server that wants more than plain TCP. */
    RawConnection newRawConnection() {
        assumeTrue(uri.getSslEnabled() == null && uri.getCredential() == null, "plain TCP without a login only");
        ServerAddress primary = new ServerAddress(uri.getHosts().get(0));
        return new RawConnection(primary.getHost(), primary.getPort());
    }

    int majorVersion() {
        Document buildInfo = client.getDatabase("admin").runCommand(new Document("buildInfo", 1));
        return buildInfo.getList("versionArray", Integer.class).get(0);
    }

    /** A real server has fail points only with {@code enableTestCommands=1}; without, the test is skipped by name. */
    void assumeFailPoints() {
        assumeTrue(failPoints, "the server was started without enableTestCommands=1");
    }

    void failPointsOff() {
        if (failPoints) {
            switchOff("failCommand");
            switchOff("onPrimaryTransactionalWrite");
        }
    }

    private boolean hasFailPoints() {
        try {
            switchOff("failCommand");
            return true;
        } catch (MongoCommandException e) {
            return false;
        }
    }

    private void switchOff(String failPoint) {
        Document off = new Document("configureFailPoint", failPoint).append("mode", "off");
        client.getDatabase("admin").runCommand(off);
    }

    @Override
    public void close() {
        client.close();
        if (engine != null) {
            engine.close();
        }
    }

    /** Hands the one server of the run to the tests. */
    static final class Resolver implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ServerUnderTest.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(ServerUnderTest.class, type -> new ServerUnderTest(), ServerUnderTest.class);
        }
    }
}
