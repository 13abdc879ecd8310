package store.retro.development.lab;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import store.retro.order.Order;
import store.retro.order.transaction.BothStyles;
import store.retro.order.transaction.OrderTransactions;
import store.retro.platform.admission.AdmissionControl;
import store.retro.platform.admission.AdmissionProperties;
import store.retro.platform.admission.Batching;
import store.retro.platform.admission.GroupCommit;
import store.retro.platform.transaction.TransactionRetry;

/**
 * Lets one store place orders in both styles, each in the one that its user's id says, and none in a line with others:
 * an order that is held would hold up all who wait behind it.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
final class SideBySide implements BeanPostProcessor {

    private final BeanFactory store;

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!name.equals("orderGroupCommit")) {
            return bean;
        }
        OrderTransactions managed = store.getBean(OrderTransactions.class);
        OrderTransactions manual = BothStyles.manual(store);
        return new GroupCommit<Order>(
                store.getBean(AdmissionControl.class),
                store.getBean(TransactionRetry.class),
                store.getBean(AdmissionProperties.class),
                new EachAlone(),
                orders -> (isManual(orders) ? manual : managed).place(orders),
                DistributionSummary.builder("lab.transaction.orders").register(store.getBean(MeterRegistry.class)));
    }

    private static boolean isManual(List<Order> orders) {
        return LabStyle.of(orders.get(0).userId()) == LabStyle.manual;
    }

    private static final class EachAlone implements Batching<Order> {

        @Override
        public Object line(Order order) {
            return order.id();
        }

        @Override
        public Collection<String> admissionKeys(Order order) {
            return OrderTransactions.keys(order);
        }

        @Override
        public boolean goTogether(Order one, Order other) {
            return false;
        }

        @Override
        public boolean concernsAll(RuntimeException failure) {
            return true;
        }
    }
}
