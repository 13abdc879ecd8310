package store.retro.platform.transaction;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.MongoTransactionManager;

@Configuration(proxyBeanMethods = false)
class TransactionConfiguration {

    /** Boot configures none; without this bean {@code @Transactional} does nothing for MongoDB and says nothing. */
    @Bean
    MongoTransactionManager transactionManager(
            MongoDatabaseFactory factory, TransactionProperties properties, TransactionRetry retry) {
        return new RetryingCommitTransactionManager(factory, properties.toDriverOptions(), retry);
    }
}
