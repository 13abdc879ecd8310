package store.retro.development;

import com.mongodb.ConnectionString;
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
}
