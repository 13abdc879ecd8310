package store.retro.platform.transaction;

/** How many transactions an instance can run at a time; whoever keeps the connections knows. */
public interface TransactionCapacity {

    int maxSize();
}
