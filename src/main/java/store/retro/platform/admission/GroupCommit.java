package store.retro.platform.admission;

import io.micrometer.core.instrument.DistributionSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.transaction.TransactionRetry;

/**
 * Commits items, and those that queue in the same line together: while one transaction of a line is under way, the
 * items that arrive wait, and the one with the least time left then takes the others along in one transaction. So there
 * is nothing to switch on: where nobody meets, everybody is alone; the hotter a line, the more items share a commit.
 *
 * <p>Each item keeps its own outcome. What concerns one of them makes the batch fail as a whole, leaving nothing
 * behind; then its halves are committed one after the other, down to the one that is to blame. What concerns all is the
 * outcome of each.
 *
 * @param <T> what is committed
 */
public final class GroupCommit<T> {

    private final AdmissionControl admission;
    private final TransactionRetry retry;
    private final int maxBatchSize;
    private final int lineCount;
    private final Batching<T> batching;
    private final Consumer<List<T>> commit;
    private final DistributionSummary sizes;

    /** A line exists while the one who leads it is under way. */
    private final Map<Object, NavigableSet<QueuedItem<T>>> lines = new ConcurrentHashMap<>();

    /**
     * @param commit runs one transaction for all of them, or leaves nothing behind; it may run again after a failure
     * @param sizes of the batches that were committed
     */
    public GroupCommit(
            AdmissionControl admission,
            TransactionRetry retry,
            AdmissionProperties properties,
            Batching<T> batching,
            Consumer<List<T>> commit,
            DistributionSummary sizes) {
        this.admission = admission;
        this.retry = retry;
        this.maxBatchSize = properties.maxBatchSize();
        this.lineCount = properties.lines();
        this.batching = batching;
        this.commit = commit;
        this.sizes = sizes;
    }

    /**
     * Commits the item, by a transaction that may be repeated and may be shared.
     *
     * @throws ProblemException {@code try-again} when its turn has not come in time
     * @throws RuntimeException that of the commit, after the last attempt
     */
    public void submit(T item) {
        Integer line = Math.floorMod(batching.line(item).hashCode(), lineCount);
        QueuedItem<T> queued = new QueuedItem<>(item);
        if (join(line, queued)) {
            lead(line, queued);
        }
        queued.outcome();
    }

    /** How many items wait for others to be committed. */
    public int waiting() {
        return lines.values().stream().mapToInt(Set::size).sum();
    }

    /** @return whether this one is to lead, now that nobody else does */
    private boolean join(Object line, QueuedItem<T> item) {
        lines.compute(line, (same, waiting) -> {
            if (waiting == null) {
                item.lead();
                return new TreeSet<>(QueuedItem.BY_TIME_LEFT);
            }
            waiting.add(item);
            return waiting;
        });
        if (!item.awaitTurn() && leave(line, item)) {
            throw AdmissionControl.late();
        }
        return item.leads();
    }

    /** @return whether it was still in the line, so that nobody will commit it */
    private boolean leave(Object line, QueuedItem<T> item) {
        boolean[] left = new boolean[1];
        lines.computeIfPresent(line, (same, waiting) -> {
            left[0] = waiting.remove(item);
            return waiting;
        });
        return left[0];
    }

    private void lead(Object line, QueuedItem<T> first) {
        try (Turn turn = admission.turn(batching.admissionKeys(first.item()))) {
            commit(batch(line, first, turn));
        } finally {
            passOn(line);
        }
    }

    private void passOn(Object line) {
        lines.computeIfPresent(line, (same, waiting) -> {
            QueuedItem<T> next = waiting.pollFirst();
            if (next == null) {
                return null;
            }
            next.lead();
            return waiting;
        });
    }

    /**
     * Who goes along has at least as much time as the one who leads, so the leader's deadline is everybody's. Who has
     * hardly any left takes nobody along: the others would lose theirs.
     */
    private List<QueuedItem<T>> batch(Object line, QueuedItem<T> first, Turn turn) {
        List<QueuedItem<T>> batch = new ArrayList<>(List.of(first));
        int most = first.isInAHurry() ? 1 : maxBatchSize;
        lines.computeIfPresent(line, (same, waiting) -> {
            for (QueuedItem<T> next : waiting.tailSet(first)) {
                if (batch.size() == most) {
                    break;
                }
                if (batch.stream().allMatch(item -> batching.goTogether(item.item(), next.item()))
                        && turn.passesNow(batching.admissionKeys(next.item()))) {
                    batch.add(next);
                }
            }
            batch.forEach(waiting::remove);
            return waiting;
        });
        return batch;
    }

    private void commit(List<QueuedItem<T>> batch) {
        List<T> items = batch.stream().map(QueuedItem::item).toList();
        try {
            retry.run(commit, items);
            sizes.record(items.size());
            batch.forEach(item -> item.settle(() -> {}));
        } catch (RuntimeException | Error failure) {
            if (batch.size() > 1 && failure instanceof RuntimeException e && !batching.concernsAll(e)) {
                commit(batch.subList(0, batch.size() / 2));
                commit(batch.subList(batch.size() / 2, batch.size()));
                return;
            }
            batch.forEach(item -> item.settle(() -> {
                throw failure;
            }));
        }
    }
}
