package store.retro.order;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import store.retro.mongo.ManualTransactions;

@Configuration(proxyBeanMethods = false)
class PlacementConfiguration {

    @Bean
    Placement placement(
            OrderProperties properties, MongoOperations mongo, ManualTransactions transactions, OrderWrites writes) {
        return switch (properties.placement()) {
            case MANAGED -> new ManagedPlacement(mongo, writes);
            case MANUAL -> new ManualPlacement(mongo, transactions, writes);
        };
    }
}
