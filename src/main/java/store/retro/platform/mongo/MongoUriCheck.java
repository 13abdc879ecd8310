package store.retro.platform.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoConfigurationException;
import com.mongodb.WriteConcern;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.boot.mongodb.autoconfigure.MongoProperties;
import org.springframework.boot.mongodb.autoconfigure.PropertiesMongoConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import store.retro.platform.problem.StartRefusedException;

/**
 * Refuses to connect to nowhere in particular: without an address the driver would talk to localhost:27017. Whatever
 * the address says, a write is acknowledged by a majority; servers before 5.0 would not by themselves.
 */
@Component
class MongoUriCheck implements MongoClientSettingsBuilderCustomizer {

    private static final String FORMER_PROPERTY = "spring.data.mongodb.uri";
    private static final String EXAMPLE = "mongodb://db-1,db-2,db-3/retro?replicaSet=rs0";

    private final StartupProperties startup;
    private final ConnectionString uri;

    MongoUriCheck(
            MongoConnectionDetails connection,
            MongoProperties properties,
            Environment environment,
            StartupProperties startup) {
        this.startup = startup;
        if (environment.containsProperty(FORMER_PROPERTY)) {
            throw new StartRefusedException(
                    "The property " + FORMER_PROPERTY + " is set, which Spring Boot 4 does not read any more.",
                    "Set spring.mongodb.uri (SPRING_MONGODB_URI) instead.");
        }
        refuseNewlines(properties);
        boolean byProperty = connection instanceof PropertiesMongoConnectionDetails;
        if (byProperty && properties.getUri() == null && properties.getHost() == null) {
            throw new StartRefusedException(
                    "The property spring.mongodb.uri is missing: there is no database to keep anything in.",
                    "Set spring.mongodb.uri (SPRING_MONGODB_URI) to the address of a MongoDB replica set or sharded"
                            + " cluster, such as " + EXAMPLE + ".");
        }
        this.uri = read(connection);
        if (properties.getDatabase() == null && uri.getDatabase() == null) {
            throw new StartRefusedException(
                    "The address in spring.mongodb.uri names no database.",
                    "Write the database's name behind the servers, as in " + EXAMPLE + ".");
        }
        WeakOptions.refuse(uri);
    }

    private static void refuseNewlines(MongoProperties properties) {
        String uri = Objects.requireNonNullElse(properties.getUri(), "");
        String password = new String(Objects.requireNonNullElse(properties.getPassword(), new char[0]));
        if ((uri + password).chars().anyMatch(each -> each == '\n' || each == '\r')) {
            throw new StartRefusedException(
                    "The value of spring.mongodb.uri, or of spring.mongodb.password, has a newline in it.",
                    "Set it without one, also at the end, where files that are mounted often have it.");
        }
    }

    /** What the driver says of an address that it cannot read may show a part of the password. */
    private static ConnectionString read(MongoConnectionDetails connection) {
        try {
            ConnectionString uri = connection.getConnectionString();
            MongoClientSettings.builder().applyConnectionString(uri).build();
            return uri;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new StartRefusedException(
                    "The address in spring.mongodb.uri cannot be read.",
                    "Write it as in " + EXAMPLE + ", name and password with percent-encoding, and check that the values"
                            + " of its options are possible, and possible together.",
                    e);
        } catch (MongoConfigurationException e) {
            throw new StartRefusedException(
                    "The servers of the address in spring.mongodb.uri cannot be found: " + e.getMessage(),
                    "Check the name behind mongodb+srv:// and that the DNS answers here.",
                    e);
        }
    }

    ConnectionString uri() {
        return uri;
    }

    @Override
    public void customize(MongoClientSettings.Builder settings) {
        settings.applyToClusterSettings(cluster ->
                        cluster.serverSelectionTimeout(startup.databaseTimeout().toMillis(), TimeUnit.MILLISECONDS))
                .writeConcern(Objects.requireNonNullElse(uri.getWriteConcern(), WriteConcern.MAJORITY)
                        .withW("majority"));
    }
}
