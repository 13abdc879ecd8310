package store.retro.embedded;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys that were removed while older snapshots are in use. Nothing lies there any more, so H2 would let a
 * transaction on such a snapshot put something there; a server knows that somebody else wrote there since.
 */
final class Graves {

    private final SortedMap<Long, Integer> snapshots = new TreeMap<>();
    private final Map<Key, Long> removedAt = new TreeMap<>();
    private final Deque<Map.Entry<Key, Long>> inOrder = new ArrayDeque<>();
    private long time;

    /** To be called before a snapshot is taken. Returns its age. */
    synchronized long enter() {
        snapshots.merge(time, 1, Integer::sum);
        return time;
    }

    synchronized void leave(long age) {
        snapshots.computeIfPresent(age, (same, count) -> count == 1 ? null : count - 1);
        long oldest = snapshots.isEmpty() ? Long.MAX_VALUE : snapshots.firstKey();
        while (!inOrder.isEmpty() && inOrder.element().getValue() <= oldest) {
            Map.Entry<Key, Long> grave = inOrder.remove();
            removedAt.remove(grave.getKey(), grave.getValue());
        }
    }

    /** To be called before the removal is committed. */
    synchronized void bury(Collection<Key> keys) {
        time++;
        for (Key key : keys) {
            removedAt.put(key, time);
            inOrder.add(Map.entry(key, time));
        }
    }

    synchronized boolean isRemovedSince(long age, Key key) {
        Long at = removedAt.get(key);
        return at != null && at > age;
    }
}
