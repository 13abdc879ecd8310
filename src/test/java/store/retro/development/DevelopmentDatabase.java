package store.retro.development;

import com.mongodb.ConnectionString;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.boot.mongodb.autoconfigure.MongoProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import store.retro.TestDatabase;

/** Connects the service to the database of the run, whichever of its three kinds that is. */
@Configuration(proxyBeanMethods = false)
class DevelopmentDatabase {

    @Bean
    MongoConnectionDetails mongoConnectionDetails(MongoProperties properties) {
        ConnectionString uri = TestDatabase.ofThisRun().connectionString();
        nameIn(uri, properties);
        return () -> uri;
    }

    /** The database that the address names is used, or {@code retro}; the property would go before the address. */
    static void nameIn(ConnectionString uri, MongoProperties properties) {
        if (uri.getDatabase() == null && properties.getDatabase() == null) {
            properties.setDatabase("retro");
        }
    }

    /**
     * After a fail point's "not primary" in a write concern's error, the driver waits for its monitor's next look. A
     * server that had really changed would tell the monitor at once; one with a fail point does not.
     */
    @Bean
    MongoClientSettingsBuilderCustomizer oftenMonitored() {
        return settings ->
                settings.applyToServerSettings(server -> server.heartbeatFrequency(500, TimeUnit.MILLISECONDS));
    }
}
