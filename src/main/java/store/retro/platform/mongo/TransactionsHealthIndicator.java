package store.retro.platform.mongo;

import org.bson.Document;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;

/** Up while the database answers and can run transactions; part of readiness. */
@Component
class TransactionsHealthIndicator extends AbstractHealthIndicator {

    private final MongoDatabaseFactory factory;

    TransactionsHealthIndicator(MongoDatabaseFactory factory) {
        super("the database did not answer");
        this.factory = factory;
    }

    /** That of the server which transactions would be sent to. */
    ServerRole server() {
        return new ServerRole(factory.getMongoDatabase("admin").runCommand(new Document("hello", 1)));
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.status(server().runsTransactions() ? "UP" : "DOWN");
    }
}
