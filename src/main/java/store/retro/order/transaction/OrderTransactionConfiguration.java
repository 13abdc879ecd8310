package store.retro.order.transaction;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import store.retro.platform.transaction.TransactionSessions;

@Configuration(proxyBeanMethods = false)
class OrderTransactionConfiguration {

    @Bean
    OrderTransactions placement(
            OrderTransactionProperties properties,
            MongoOperations mongo,
            TransactionSessions transactions,
            OrderWrites writes) {
        return switch (properties.placement()) {
            case MANAGED -> new ManagedOrderTransactions(mongo, writes);
            case MANUAL -> new ManualOrderTransactions(mongo, transactions, writes);
        };
    }
}
