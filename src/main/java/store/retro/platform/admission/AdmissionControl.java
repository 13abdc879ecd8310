package store.retro.platform.admission;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.transaction.DatabaseLoad;
import store.retro.platform.transaction.TransactionCapacity;

/**
 * Lets requests into their transactions: in turn where they would meet on a key, for of two transactions that write the
 * same document one is thrown away, and no more at a time than the pool has connections for. Who waits does so before
 * the transaction begins. It spares work, it protects nothing: other instances are not asked. While the database sheds
 * load, fewer are let in.
 */
@Component
public class AdmissionControl implements DatabaseLoad {

    private final int maxInFlight;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final KeyedSemaphore keys;
    private final TransactionPermits transactions;

    AdmissionControl(AdmissionProperties properties, TransactionCapacity capacity) {
        this.maxInFlight = properties.maxInFlight();
        this.keys = new KeyedSemaphore(properties.maxPerKey());
        this.transactions = new TransactionPermits(capacity.maxSize());
    }

    /** What was allowed; closing it lets the next one in. */
    @FunctionalInterface
    public interface Permit extends AutoCloseable {

        @Override
        void close();
    }

    /** How many requests are under way, waiting ones included. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Whether one more request would be refused at this moment. */
    public boolean full() {
        return inFlight.get() >= maxInFlight;
    }

    /**
     * Lets a request begin.
     *
     * @throws ProblemException {@code try-again}, at once, when too many are under way
     */
    public Permit admit() {
        if (inFlight.incrementAndGet() > maxInFlight) {
            inFlight.decrementAndGet();
            throw refusal();
        }
        return inFlight::decrementAndGet;
    }

    /**
     * Lets a transaction begin when it is its turn with each of the keys. They are passed one by one, in sorted order,
     * so that no two ever wait for each other.
     *
     * @throws ProblemException {@code try-again} when its turn has not come in time
     */
    public Permit enter(Collection<String> keys) {
        return turn(keys);
    }

    /** As {@link #enter}; others may join it. */
    Turn turn(Collection<String> keys) {
        Turn turn = new Turn(this.keys, transactions);
        try {
            turn.await(keys);
            return turn;
        } catch (RuntimeException | Error late) {
            turn.close();
            throw late;
        }
    }

    @Override
    public void shed() {
        transactions.halve();
    }

    @Override
    public void taken() {
        transactions.restoreOne();
    }

    public static ProblemException refusal() {
        return new ProblemException(GeneralProblem.TRY_AGAIN, "Too many requests are under way; nothing was written.");
    }

    public static ProblemException late() {
        return new ProblemException(GeneralProblem.TRY_AGAIN, "Its turn did not come in time; nothing was written.");
    }
}
