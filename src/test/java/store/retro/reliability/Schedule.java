package store.retro.reliability;

import java.util.List;
import store.retro.fixture.FailPoints;
import store.retro.fixture.FailPoints.Fault;

/** One fault after another, as its chance has it, from fail points and from the cable. */
final class Schedule {

    private static final List<String> WRITES = List.of("update", "insert", "bulkWrite", "commitTransaction");
    private static final List<String> COMMANDS = List.of(
            "find users",
            "find orders",
            "find products",
            "find payments",
            "update products",
            "update users",
            "insert orders",
            "bulkWrite",
            "commitTransaction");
    private static final List<Integer> CODES_OF_A_COMMIT = List.of(50, 64, 79, 91, 100, 189, 290, 10107, 11600, 11602);

    private final InProcessStore store;
    private final FailPoints failPoints;
    private final Seeded random;
    private long hits;

    Schedule(InProcessStore store, FailPoints failPoints, Seeded random) {
        this.store = store;
        this.failPoints = failPoints;
        this.random = random;
    }

    /** The next fault, for as long as it lasts. */
    void next() {
        int times = 1 + random.below(4);
        switch (random.below(7)) {
            case 0 -> strike(ProxyFault.cut(random.oneOf(COMMANDS), moment(), random.below(10), times));
            case 1 ->
                strike(ProxyFault.delay(
                        random.oneOf(COMMANDS), moment(), random.below(10), times, 20 + random.below(80)));
            case 2 -> fail(Fault.connectionClosed(random.oneOf(WRITES)), times);
            case 3 -> fail(Fault.error(random.oneOf(WRITES), 112).transientTransactionError(), times);
            case 4 -> fail(Fault.error("commitTransaction", random.oneOf(CODES_OF_A_COMMIT)), times);
            case 5 -> fail(Fault.writeConcernError("commitTransaction", random.oneOf(CODES_OF_A_COMMIT)), times);
            default -> fail(Fault.blocked(random.oneOf(WRITES), 20 + random.below(80)), times);
        }
    }

    /** How many were really hit until now. */
    long hits() {
        return hits;
    }

    private ProxyFault.Moment moment() {
        return random.oneOf(List.of(ProxyFault.Moment.values()));
    }

    private void strike(ProxyFault strike) {
        store.cable().arm(strike);
        last();
        store.cable().disarm();
        hits += strike.hits();
    }

    private void fail(Fault fault, int times) {
        failPoints.on(fault.onlyFor(store.name()), times);
        last();
        hits += failPoints.timesEntered();
    }

    private void last() {
        Customer.pause(20 + random.below(80));
    }
}
