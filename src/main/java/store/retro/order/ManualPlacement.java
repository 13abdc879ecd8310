package store.retro.order;

import com.mongodb.client.ClientSession;
import org.springframework.data.mongodb.core.MongoOperations;
import store.retro.mongo.ManualTransactions;

/** The manual style: the session in hand, to start, commit or abort, and in any case close. */
class ManualPlacement implements Placement {

    private final MongoOperations mongo;
    private final ManualTransactions transactions;
    private final OrderWrites writes;

    ManualPlacement(MongoOperations mongo, ManualTransactions transactions, OrderWrites writes) {
        this.mongo = mongo;
        this.transactions = transactions;
        this.writes = writes;
    }

    @Override
    public void place(Order order) {
        try (ClientSession session = transactions.startSession()) {
            session.startTransaction();
            try {
                writes.apply(mongo.withSession(session), order);
            } catch (RuntimeException | Error failure) {
                session.abortTransaction();
                throw failure;
            }
            transactions.commit(session);
        }
    }
}
