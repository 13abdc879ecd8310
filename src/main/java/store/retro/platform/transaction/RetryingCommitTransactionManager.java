package store.retro.platform.transaction;

import com.mongodb.TransactionOptions;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.MongoTransactionManager;

/** Spring's transaction manager, with a commit that is sent again until its fate is known. */
class RetryingCommitTransactionManager extends MongoTransactionManager {

    private final TransactionRetry retry;

    RetryingCommitTransactionManager(MongoDatabaseFactory factory, TransactionOptions options, TransactionRetry retry) {
        super(factory, options);
        this.retry = retry;
    }

    @Override
    protected void doCommit(MongoTransactionObject transaction) {
        retry.commit(transaction::commitTransaction);
    }
}
