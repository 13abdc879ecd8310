package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Ledger;

/** The steps of each operation, as a service takes them when nothing fails. */
final class Steps {

    private static final int QUIET_MILLIS = 100;
    private static final int LEAST = 3;
    private static final int ROUNDS = 7;

    private final Map<Operation, List<String>> all;

    private Steps(Map<Operation, List<String>> all) {
        this.all = all;
    }

    /**
     * Watches all operations until each has taken its fewest steps twice: on a busy machine one or the other reads
     * again, or another worker looks in.
     *
     * @throws AssertionError when one has not the step that makes it what it is
     */
    static Steps of(Store store) throws InterruptedException {
        Map<Operation, List<String>> fewest = new EnumMap<>(Operation.class);
        Map<Operation, List<String>> steps = new EnumMap<>(Operation.class);
        for (int i = 0; i < ROUNDS && (i < LEAST || !steps.equals(fewest)); i++) {
            watched(store).forEach((operation, taken) -> {
                List<String> before = fewest.get(operation);
                if (before == null || taken.size() < before.size()) {
                    fewest.put(operation, taken);
                } else if (taken.equals(before)) {
                    steps.put(operation, taken);
                }
            });
        }
        assertThat(steps).as("the same steps twice").containsOnlyKeys(Operation.values());
        steps.forEach((operation, each) ->
                assertThat(each).as("the steps of " + operation.words()).contains(operation.essential()));
        return new Steps(steps);
    }

    private static Map<Operation, List<String>> watched(Store store) throws InterruptedException {
        Operation[] operations = Operation.values();
        List<TracedPurchase> errands =
                Concurrently.run(operations.length, operations.length, i -> watched(operations[i], store));
        Customer.pause(QUIET_MILLIS);
        store.cable().heal();
        Map<Operation, List<String>> steps = new EnumMap<>(Operation.class);
        for (int i = 0; i < operations.length; i++) {
            steps.put(operations[i], errands.get(i).trail().steps());
        }
        return steps;
    }

    private static TracedPurchase watched(Operation operation, Store store) {
        TracedPurchase errand = new TracedPurchase(operation, store.shop(), new Customer(new Ledger()));
        errand.prepare();
        store.cable().follow(errand.trail(null));
        errand.begin();
        errand.awaitQuiet();
        return errand;
    }

    /** Those of one operation. */
    List<String> of(Operation operation) {
        return Objects.requireNonNull(all.get(operation));
    }

    /** All places at which an operation can be held. */
    List<HoldPoint> stops() {
        List<HoldPoint> stops = new ArrayList<>();
        all.forEach((operation, steps) -> {
            for (int i = 0; i < steps.size(); i++) {
                for (ProxyFault.Moment moment : ProxyFault.Moment.values()) {
                    int nth = Collections.frequency(steps.subList(0, i), steps.get(i));
                    stops.add(new HoldPoint(operation, steps.get(i), nth, moment));
                }
            }
        });
        return stops;
    }
}
