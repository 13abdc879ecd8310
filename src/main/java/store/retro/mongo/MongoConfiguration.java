package store.retro.mongo;

import com.mongodb.client.MongoClient;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.boot.mongodb.autoconfigure.MongoProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.MongoTransactionManager;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;

@Configuration(proxyBeanMethods = false)
class MongoConfiguration {

    private static final String DEFAULT_DATABASE = "retro";

    @Bean
    MongoDatabaseFactory mongoDatabaseFactory(
            MongoClient client, MongoConnectionDetails connection, MongoProperties properties) {
        String configured = Objects.requireNonNullElse(properties.getDatabase(), DEFAULT_DATABASE);
        String inUri = connection.getConnectionString().getDatabase();
        return new DeadlineDatabaseFactory(client, Objects.requireNonNullElse(inUri, configured));
    }

    /** Boot configures none; without this bean {@code @Transactional} does nothing for MongoDB and says nothing. */
    @Bean
    MongoTransactionManager transactionManager(
            MongoDatabaseFactory factory, TransactionProperties properties, TransactionRetry retry) {
        return new RetroTransactionManager(factory, properties.toDriverOptions(), retry);
    }

    @Bean
    MongoCustomConversions mongoCustomConversions() {
        return new MongoCustomConversions(List.of(new LowerCaseEnums.Reading(), new LowerCaseEnums.Writing()));
    }
}
