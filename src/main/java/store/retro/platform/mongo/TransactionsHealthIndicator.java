package store.retro.platform.mongo;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Up while the database answers and can run transactions; part of readiness. */
@Component
class TransactionsHealthIndicator extends AbstractHealthIndicator {

    private final Topology topology;

    TransactionsHealthIndicator(Topology topology) {
        super("the database did not answer");
        this.topology = topology;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.status(topology.runsTransactions() ? "UP" : "DOWN");
    }
}
