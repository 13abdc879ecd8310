package store.retro.order.transaction;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import store.retro.platform.transaction.TransactionSessions;

/** The manual style beside the one that a store is configured to have. */
public final class BothStyles {

    private BothStyles() {}

    /** @param store its beans */
    public static OrderTransactions manual(BeanFactory store) {
        return new ManualOrderTransactions(
                store.getBean(MongoOperations.class),
                store.getBean(TransactionSessions.class),
                store.getBean(OrderWrites.class));
    }
}
