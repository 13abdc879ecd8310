package store.retro.order.transaction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import store.retro.order.Order;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.mongo.ConnectionPool;
import store.retro.platform.problem.Problem;
import store.retro.platform.problem.ProblemException;
import store.retro.product.PricedLine;

/**
 * Lets orders into their transactions: in turn where they would meet on a product or a user, for of two transactions
 * that write the same document one is thrown away, and no more at a time than the pool has connections for. Who waits
 * does so before the transaction begins. It spares work, it protects nothing: other instances are not asked.
 */
@Component
public class AdmissionControl {

    private final AdmissionProperties properties;
    private final Semaphore transactions;
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private final AtomicInteger inProgress = new AtomicInteger();

    public AdmissionControl(AdmissionProperties properties, ConnectionPool pool, MeterRegistry meters) {
        this.properties = properties;
        this.transactions = new Semaphore(pool.maxSize(), true);
        Gauge.builder("store.orders.in.progress", inProgress, AtomicInteger::get)
                .description("Orders under way in this instance, waiting ones included")
                .register(meters);
    }

    /** Whether one more request would be refused at this moment. */
    public boolean full() {
        return inProgress.get() >= properties.waitingRoom();
    }

    public static ProblemException refusal() {
        return new ProblemException(Problem.TRY_AGAIN, "Too many orders are under way; nothing was written.");
    }

    /**
     * Does all the work of one request.
     *
     * @throws ProblemException {@code try-again}, at once, when the waiting room is full
     */
    public <T> T request(Supplier<T> work) {
        try {
            if (inProgress.incrementAndGet() > properties.waitingRoom()) {
                throw refusal();
            }
            return work.get();
        } finally {
            inProgress.decrementAndGet();
        }
    }

    /**
     * Runs the transaction of this order when it is its turn.
     *
     * @throws ProblemException {@code try-again} when its turn has not come in time
     */
    public void transaction(Order order, Runnable transaction) {
        List<String> meetingPoints = Stream.concat(
                        order.items().stream().map(PricedLine::productId).map("product "::concat),
                        Stream.of("user " + order.userId()))
                .sorted()
                .toList();
        enter(meetingPoints, transaction);
    }

    /** Passes the gates one by one, in sorted order, so that no two orders ever wait for each other. */
    private void enter(List<String> meetingPoints, Runnable transaction) {
        if (meetingPoints.isEmpty()) {
            pass(transactions, transaction);
            return;
        }
        String next = meetingPoints.get(0);
        Gate gate = gates.compute(next, (point, known) -> Gate.joined(known, properties.perMeetingPoint()));
        try {
            pass(gate.permits(), () -> enter(meetingPoints.subList(1, meetingPoints.size()), transaction));
        } finally {
            gates.computeIfPresent(next, (point, known) -> known.left());
        }
    }

    private static void pass(Semaphore permits, Runnable inside) {
        await(permits);
        try {
            inside.run();
        } finally {
            permits.release();
        }
    }

    private static void await(Semaphore permits) {
        try {
            if (permits.tryAcquire(Deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw late();
    }

    static ProblemException late() {
        return new ProblemException(Problem.TRY_AGAIN, "The order's turn did not come in time; nothing was written.");
    }

    /** A meeting point at which somebody is or waits; forgotten when the last one leaves. */
    private record Gate(Semaphore permits, int people) {

        static Gate joined(@Nullable Gate known, int permits) {
            return known == null
                    ? new Gate(new Semaphore(permits, true), 1)
                    : new Gate(known.permits, known.people + 1);
        }

        @Nullable
        Gate left() {
            return people == 1 ? null : new Gate(permits, people - 1);
        }
    }
}
