package store.retro.order.transaction;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import store.retro.order.Order;
import store.retro.platform.admission.AdmissionControl;
import store.retro.platform.admission.AdmissionProperties;
import store.retro.platform.admission.GroupCommit;
import store.retro.platform.transaction.TransactionRetry;
import store.retro.platform.transaction.TransactionSessions;

@Configuration(proxyBeanMethods = false)
class OrderTransactionConfiguration {

    @Bean
    OrderTransactions orderTransactions(
            OrderTransactionProperties properties,
            MongoOperations mongo,
            TransactionSessions sessions,
            OrderWrites writes) {
        return switch (properties.style()) {
            case MANAGED -> new ManagedOrderTransactions(mongo, writes);
            case MANUAL -> new ManualOrderTransactions(mongo, sessions, writes);
        };
    }

    /** The way in for new orders: those that wait in one line are placed together. */
    @Bean
    GroupCommit<Order> orderGroupCommit(
            AdmissionControl admission,
            AdmissionProperties properties,
            TransactionRetry retry,
            OrderTransactions transactions,
            MeterRegistry meters) {
        DistributionSummary sizes = DistributionSummary.builder("store.transaction.orders")
                .description("Orders that were placed in one transaction")
                .register(meters);
        GroupCommit<Order> groupCommit =
                new GroupCommit<>(admission, retry, properties, new OrderBatching(), transactions::place, sizes);
        Gauge.builder("store.orders.waiting", groupCommit, GroupCommit::waiting)
                .description("Orders that wait for others in their line to be placed")
                .register(meters);
        return groupCommit;
    }
}
