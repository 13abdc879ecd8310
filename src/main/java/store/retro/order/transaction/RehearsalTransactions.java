package store.retro.order.transaction;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import store.retro.order.Order;

/** Transactions that write what one of an order writes, and are aborted. */
@Component
public class RehearsalTransactions {

    private final TransactionTemplate transactions;
    private final MongoOperations mongo;
    private final OrderWrites writes;

    RehearsalTransactions(PlatformTransactionManager manager, MongoOperations mongo, OrderWrites writes) {
        this.transactions = new TransactionTemplate(manager);
        this.mongo = mongo;
        this.writes = writes;
    }

    /**
     * Inserts documents, places orders on them, and takes all of it back.
     *
     * @param documents what the orders need; they exist for the caller's thread only, and only meanwhile
     * @param orders asked for once the documents are there
     */
    public void rehearse(List<?> documents, Supplier<List<Order>> orders) {
        transactions.executeWithoutResult(transaction -> {
            transaction.setRollbackOnly();
            documents.forEach(mongo::insert);
            writes.write(mongo, orders.get());
        });
    }
}
