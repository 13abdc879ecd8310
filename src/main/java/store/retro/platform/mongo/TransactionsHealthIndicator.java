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

    /** Whether the server that answers is a member of a replica set or a router of a sharded cluster. */
    boolean runsTransactions() {
        Document hello = factory.getMongoDatabase("admin").runCommand(new Document("hello", 1));
        return hello.containsKey("setName") || "isdbgrid".equals(hello.getString("msg"));
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.status(runsTransactions() ? "UP" : "DOWN");
    }
}
