package store.retro.platform.mongo;

import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.MongoTransactionManager;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.problem.StartRefusedException;

/**
 * Before the first request: is this a database that can run transactions, and whose documents this version can read, do
 * all its users share one factory, and are the collections and indexes there?
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StartupCheck implements SmartInitializingSingleton {

    private final MongoDatabaseFactory factory;
    private final MongoTransactionManager manager;
    private final List<MongoTemplate> templates;
    private final List<StoredCollection> collections;
    private final TransactionsHealthIndicator transactions;
    private final MongoUriCheck address;
    private final CompatibleVersions versions;
    private final CollectionSetup setup;
    private final StartupProperties startup;

    @Override
    public void afterSingletonsInstantiated() {
        requireOneFactory();
        try {
            requireTransactions();
            versions.check();
            if (startup.prepare()) {
                versions.keep();
                collections.forEach(setup::prepare);
            }
        } catch (MongoException e) {
            throw DatabaseRefusals.of(e, address.uri());
        }
    }

    private void requireTransactions() {
        try (Deadline.Scope scope = Deadline.open(startup.databaseTimeout())) {
            transactions.server().refusal().ifPresent(refusal -> {
                throw refusal;
            });
        } catch (MongoTimeoutException e) {
            throw DatabaseRefusals.noServer(e);
        }
    }

    private void requireOneFactory() {
        boolean one = manager.getDatabaseFactory() == factory
                && templates.stream().allMatch(template -> template.getMongoDatabaseFactory() == factory);
        if (!one) {
            throw new StartRefusedException(
                    "A MongoTemplate and the MongoTransactionManager use different database factories, so what the"
                            + " template writes would escape the transaction.",
                    "Build every template from the MongoDatabaseFactory bean.");
        }
    }
}
