package store.retro.platform.mongo;

import com.mongodb.ClientSessionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoDatabase;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.dao.support.PersistenceExceptionTranslator;
import org.springframework.data.mongodb.MongoClusterCapable;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.transaction.TransactionProperties;

/**
 * The one factory behind the template and the transaction manager: every operation gets what is left of the current
 * {@link Deadline} as the driver's client-side operation timeout.
 *
 * <p>The driver forbids another timeout inside a transaction; there the session carries it. Half of what is left goes
 * to the statements together, and each commit or abort starts with as much again, so that a transaction that meets a
 * stalled server still ends in time. None of them gets more than {@link TransactionProperties#maxCommitTime}, which the
 * driver itself ignores beside a timeout of the session.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
final class DeadlineDatabaseFactory implements MongoDatabaseFactory, MongoClusterCapable {

    private final SimpleMongoClientDatabaseFactory plain;
    private final Supplier<TransactionProperties> transactions;

    @Override
    public MongoDatabase getMongoDatabase() {
        return limited(plain.getMongoDatabase());
    }

    @Override
    public MongoDatabase getMongoDatabase(String name) {
        return limited(plain.getMongoDatabase(name));
    }

    /** Without it, writes to several collections at once are refused; a transaction asks the one of its session. */
    @Override
    public MongoCluster getMongoCluster() {
        return plain.getMongoCluster().withTimeout(Deadline.remainingOrFail().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static MongoDatabase limited(MongoDatabase database) {
        return database.withTimeout(Deadline.remainingOrFail().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public ClientSession getSession(ClientSessionOptions options) {
        long half = Deadline.remainingOrFail().dividedBy(2).toMillis();
        long limit = Math.min(half, transactions.get().maxCommitTime().toMillis());
        return plain.getSession(ClientSessionOptions.builder(options)
                .defaultTimeout(Math.max(1, limit), TimeUnit.MILLISECONDS)
                .build());
    }

    @Override
    public MongoDatabaseFactory withSession(ClientSession session) {
        return plain.withSession(session);
    }

    @Override
    public PersistenceExceptionTranslator getExceptionTranslator() {
        return plain.getExceptionTranslator();
    }
}
