package store.retro.platform.transaction;

import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.MongoTransactionManager;
import org.springframework.stereotype.Component;

/**
 * Spring's transaction manager, with a commit that is sent again until its fate is known. Boot configures none; without
 * this bean {@code @Transactional} does nothing for MongoDB and says nothing.
 */
@Component("transactionManager")
class RetryingCommitTransactionManager extends MongoTransactionManager {

    private final TransactionRetry retry;

    RetryingCommitTransactionManager(
            MongoDatabaseFactory factory, TransactionProperties properties, TransactionRetry retry) {
        super(factory, properties.toDriverOptions());
        this.retry = retry;
    }

    @Override
    protected void doCommit(MongoTransactionObject transaction) {
        retry.commit(transaction::commitTransaction);
    }
}
