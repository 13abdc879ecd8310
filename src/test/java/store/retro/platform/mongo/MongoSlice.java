package store.retro.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.BsonType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import store.retro.platform.problem.StartRefusedException;
import store.retro.platform.transaction.DatabaseLoad;

/** What connects to the database, without any room: as much of the service as decides whether it starts. */
@TestConfiguration(proxyBeanMethods = false)
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
                IndexOptions uniqueKey =
                        new IndexOptions().unique(true).partialFilterExpression(Filters.type("key", BsonType.STRING));
                return List.of(
                        new IndexModel(Indexes.ascending("owner", "key"), uniqueKey),
                        new IndexModel(Indexes.descending("at")));
            }
        };
    }

    @Bean
    DatabaseLoad nobodyWhoLetsTransactionsIn() {
        return mock(DatabaseLoad.class);
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    /** Why the slice has not started. */
    static StartRefusedException refusal(AssertableApplicationContext context) {
        assertThat(context).hasFailed();
        return Stream.iterate(context.getStartupFailure(), Objects::nonNull, Throwable::getCause)
                .filter(StartRefusedException.class::isInstance)
                .map(StartRefusedException.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not refused, but failed", context.getStartupFailure()));
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
