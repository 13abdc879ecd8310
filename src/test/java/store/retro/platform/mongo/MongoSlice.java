package store.retro.platform.mongo;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** What connects to the database, without any room: as much of the service as decides whether it starts. */
@Configuration(proxyBeanMethods = false)
@ConfigurationPropertiesScan({
    "store.retro.platform.mongo",
    "store.retro.platform.transaction",
    "store.retro.platform.deadline"
})
@ComponentScan({"store.retro.platform.mongo", "store.retro.platform.transaction"})
class MongoSlice {

    static final String COLLECTION = "things";

    @Bean
    StoredCollection things() {
        return new StoredCollection() {
            @Override
            public String collection() {
                return COLLECTION;
            }

            @Override
            public List<IndexModel> indexes() {
                return List.of(new IndexModel(Indexes.ascending("name")));
            }
        };
    }

    /** The slice, connecting to this address; it gives up soon. */
    static ApplicationContextRunner on(String uri) {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(MongoAutoConfiguration.class, DataMongoAutoConfiguration.class))
                .withUserConfiguration(MongoSlice.class)
                .withPropertyValues("spring.mongodb.uri=" + uri, "store.startup.database-timeout=1s");
    }
}
