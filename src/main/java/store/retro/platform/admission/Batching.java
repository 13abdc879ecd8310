package store.retro.platform.admission;

import java.util.Collection;

/** What a {@link GroupCommit} has to know of its items. */
public interface Batching<T> {

    /** Items whose lines are equal may share a transaction. */
    Object line(T item);

    /** Where its transaction meets others: the keys at which it waits for its turn. */
    Collection<String> admissionKeys(T item);

    /**
     * What no two items of one batch may have in common: one of them would be refused, and split the batch of everybody
     * else.
     */
    Collection<String> exclusive(T item);

    /** Whether a failure is that of every item of its batch, so that to run parts again would be in vain or wrong. */
    boolean concernsAll(RuntimeException failure);
}
