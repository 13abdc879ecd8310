package store.retro.development;

import com.mongodb.ConnectionString;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import store.retro.TestDatabase;

/** Connects the service to the database of the run, whichever of its three kinds that is. */
@Configuration(proxyBeanMethods = false)
class DevelopmentDatabase {

    @Bean
    MongoConnectionDetails mongoConnectionDetails() {
        return new MongoConnectionDetails() {
            @Override
            public ConnectionString getConnectionString() {
                return TestDatabase.ofThisRun().connectionString();
            }
        };
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
