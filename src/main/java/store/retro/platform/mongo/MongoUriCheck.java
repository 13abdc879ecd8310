package store.retro.platform.mongo;

import com.mongodb.MongoClientSettings;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.boot.mongodb.autoconfigure.MongoProperties;
import org.springframework.boot.mongodb.autoconfigure.PropertiesMongoConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import store.retro.platform.problem.StartRefusedException;

/** Refuses to connect to nowhere in particular: without an address the driver would talk to localhost:27017. */
@Component
class MongoUriCheck implements MongoClientSettingsBuilderCustomizer {

    private static final String FORMER_PROPERTY = "spring.data.mongodb.uri";

    private final StartupProperties startup;

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
        boolean byProperty = connection instanceof PropertiesMongoConnectionDetails;
        if (byProperty && properties.getUri() == null && properties.getHost() == null) {
            throw new StartRefusedException(
                    "The property spring.mongodb.uri is missing: there is no database to keep anything in.",
                    "Set spring.mongodb.uri (SPRING_MONGODB_URI) to the address of a MongoDB replica set or sharded"
                            + " cluster, such as mongodb://db-1,db-2,db-3/retro?replicaSet=rs0.");
        }
    }

    @Override
    public void customize(MongoClientSettings.Builder settings) {
        settings.applyToClusterSettings(cluster ->
                cluster.serverSelectionTimeout(startup.databaseTimeout().toMillis(), TimeUnit.MILLISECONDS));
    }
}
