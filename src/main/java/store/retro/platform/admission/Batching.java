package store.retro.platform.admission;

import java.util.Collection;

/** What a {@link GroupCommit} has to know of its items. */
public interface Batching<T> {

    /** Chooses its line: those with equal ones queue in the same. */
    Object line(T item);

    /** Where its transaction meets others: the keys at which it waits for its turn. */
    Collection<String> admissionKeys(T item);

    /** Whether two may share a transaction: one that is refused splits the batch of everybody else. */
    boolean goTogether(T one, T other);

    /** Whether a failure is that of every item of its batch, so that to run parts again would be in vain or wrong. */
    boolean concernsAll(RuntimeException failure);
}
