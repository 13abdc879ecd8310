package store.retro.order.transaction;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import store.retro.order.Order;
import store.retro.platform.transaction.DatabaseUnavailable;
import store.retro.platform.transaction.TransactionErrors;
import store.retro.platform.transaction.TransactionRetry;
import store.retro.product.PricedLine;

/**
 * Places orders, and those that queue for the same products together: while one transaction on them is under way, the
 * orders that arrive form a line, and the one with the least time left then takes the others along in one transaction. So
 * there is nothing to switch on: where nobody meets, everybody is alone; the hotter a product, the more orders share a
 * commit.
 *
 * <p>Each order keeps its own outcome. What concerns one of them (its payment has an order already, the stock is enough
 * for some only) makes the group fail as a whole, leaving nothing behind; then its halves are placed one after the other,
 * down to the one that is to blame. What concerns all (conflicts or an outage until the deadline, a commit whose fate is
 * not known) is the outcome of each.
 */
@Component
public class GroupCommit {

    private final AdmissionControl admission;
    private final TransactionRetry retry;
    private final OrderTransactions placement;
    private final int most;
    private final DistributionSummary sizes;

    /** A line exists while the one who leads it is under way. */
    private final Map<Set<Want>, NavigableSet<QueuedOrder>> lines = new ConcurrentHashMap<>();

    GroupCommit(
            AdmissionControl admission,
            TransactionRetry retry,
            OrderTransactions placement,
            AdmissionProperties properties,
            MeterRegistry meters) {
        this.admission = admission;
        this.retry = retry;
        this.placement = placement;
        this.most = properties.together();
        this.sizes = DistributionSummary.builder("store.transaction.orders")
                .description("Orders that were placed in one transaction")
                .register(meters);
        Gauge.builder("store.orders.waiting", this, GroupCommit::waiting)
                .description("Orders that wait for others on the same products to be placed")
                .register(meters);
    }

    /** What orders of one line have in common; their decrements can be summed. */
    private record Want(String productId, long unitPrice) {

        static Set<Want> of(Order order) {
            return order.items().stream().map(Want::of).collect(Collectors.toUnmodifiableSet());
        }

        private static Want of(PricedLine line) {
            return new Want(line.productId(), line.unitPrice());
        }
    }

    /**
     * Places the order, by a transaction that may be repeated and may be shared.
     *
     * @throws store.retro.platform.problem.ProblemException {@code try-again} when its turn has not come in time
     * @throws RuntimeException as {@link OrderTransactions#place}, after the last attempt
     */
    public void place(Order order) {
        Set<Want> wants = Want.of(order);
        QueuedOrder seat = new QueuedOrder(order);
        if (join(wants, seat)) {
            lead(wants, seat);
        }
        seat.outcome();
    }

    /** @return whether this one is to lead, now that nobody else does */
    private boolean join(Set<Want> wants, QueuedOrder seat) {
        lines.compute(wants, (same, waiting) -> {
            NavigableSet<QueuedOrder> line = waiting == null ? new TreeSet<>() : waiting;
            if (waiting == null) {
                seat.lead();
            } else {
                line.add(seat);
            }
            return line;
        });
        if (!seat.awaitTurn() && leave(wants, seat)) {
            throw AdmissionControl.late();
        }
        return seat.leads();
    }

    /** @return whether it was still in the line, so that nobody will place it */
    private boolean leave(Set<Want> wants, QueuedOrder seat) {
        boolean[] left = new boolean[1];
        lines.computeIfPresent(wants, (same, waiting) -> {
            left[0] = waiting.remove(seat);
            return waiting;
        });
        return left[0];
    }

    /** How many orders wait for others to be placed. */
    public int waiting() {
        return lines.values().stream().mapToInt(Set::size).sum();
    }

    private void lead(Set<Want> wants, QueuedOrder first) {
        try {
            admission.transaction(first.order(), () -> place(group(wants, first)));
        } finally {
            passOn(wants);
        }
    }

    private void passOn(Set<Want> wants) {
        lines.computeIfPresent(wants, (same, waiting) -> {
            QueuedOrder next = waiting.pollFirst();
            if (next == null) {
                return null;
            }
            next.lead();
            return waiting;
        });
    }

    /**
     * Who goes along has at least as much time as the one who leads, so the leader's deadline is everybody's. Who has hardly
     * any left takes nobody along: the others would lose theirs.
     */
    private List<QueuedOrder> group(Set<Want> wants, QueuedOrder first) {
        List<QueuedOrder> group = new ArrayList<>(List.of(first));
        long others = first.isInAHurry() ? 0 : most - 1L;
        lines.computeIfPresent(wants, (same, waiting) -> {
            waiting.tailSet(first).stream().limit(others).forEach(group::add);
            group.forEach(waiting::remove);
            return waiting;
        });
        return group;
    }

    private void place(List<QueuedOrder> group) {
        List<Order> orders = group.stream().map(QueuedOrder::order).toList();
        try {
            retry.run(() -> placement.place(orders));
            sizes.record(orders.size());
            group.forEach(seat -> seat.settle(null));
        } catch (RuntimeException failure) {
            if (group.size() == 1 || concernsAll(failure)) {
                group.forEach(seat -> seat.settle(failure));
            } else {
                place(group.subList(0, group.size() / 2));
                place(group.subList(group.size() / 2, group.size()));
            }
        } catch (Error failure) {
            group.forEach(seat -> seat.settle(failure));
        }
    }

    private static boolean concernsAll(RuntimeException failure) {
        return TransactionErrors.isUnknownCommit(failure) || DatabaseUnavailable.is(failure);
    }
}
