package store.retro.order;

import java.time.Clock;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;
import store.retro.mongo.Deadline;
import store.retro.mongo.TransactionErrors;
import store.retro.mongo.TransactionRetry;
import store.retro.mongo.Unavailability;
import store.retro.mongo.Verdict;
import store.retro.payment.PaymentStatus;
import store.retro.user.Users;
import store.retro.web.Problem;
import store.retro.web.Rejection;

/** What can become of a placed order: cancelled by its buyer or shipped by staff, never both, and each of it once. */
@Component
class OrderChanges {

    private final Orders orders;
    private final Users users;
    private final Placement placement;
    private final Admission admission;
    private final TransactionRetry retry;
    private final Verdict verdict;
    private final Clock clock;

    OrderChanges(
            Orders orders,
            Users users,
            Placement placement,
            Admission admission,
            TransactionRetry retry,
            Verdict verdict,
            Clock clock) {
        this.orders = orders;
        this.users = users;
        this.placement = placement;
        this.admission = admission;
        this.retry = retry;
        this.verdict = verdict;
        this.clock = clock;
    }

    /**
     * Cancels an order of the user.
     *
     * @return the order, cancelled now or before
     * @throws Rejection {@code not-found}, or {@code order-not-cancellable} once it is shipped
     */
    Order cancel(String userId, String id) {
        Order order = orders.find(userId, id).orElseThrow(() -> {
            users.require(userId);
            return new Rejection(Problem.NOT_FOUND, "There is no such order of yours.");
        });
        return change(order, OrderStatus.CANCELLED, placement::cancel);
    }

    /**
     * Ships an order.
     *
     * @return the order, shipped now or before
     * @throws Rejection {@code not-found}, or {@code order-not-shippable} when it is cancelled or not paid yet
     */
    Order ship(String id) {
        Order order = orders.find(id).orElseThrow(() -> new Rejection(Problem.NOT_FOUND, "There is no such order."));
        return change(order, OrderStatus.SHIPPED, placement::ship);
    }

    private Order change(Order known, OrderStatus goal, BiConsumer<Order, Instant> transaction) {
        Instant now = clock.instant();
        Order order = known;
        while (order.status() != goal) {
            requirePossible(order, goal);
            Order from = order;
            try {
                admission.transaction(from, () -> retry.run(() -> transaction.accept(from, now)));
                return from.reached(goal, now);
            } catch (OrderMovedException moved) {
                Deadline.remainingOrFail();
                order = orders.current(from);
            } catch (RuntimeException failure) {
                order = afterFailure(from, goal, failure);
            }
        }
        return order;
    }

    private static void requirePossible(Order order, OrderStatus goal) {
        boolean placed = order.status() == OrderStatus.PLACED;
        if (goal == OrderStatus.CANCELLED && !placed) {
            throw new Rejection(Problem.ORDER_NOT_CANCELLABLE, "The order has been shipped.");
        }
        if (goal == OrderStatus.SHIPPED && !placed) {
            throw new Rejection(Problem.ORDER_NOT_SHIPPABLE, "The order was cancelled.");
        }
        if (goal == OrderStatus.SHIPPED && order.settlement().status() != PaymentStatus.CAPTURED) {
            throw new Rejection(Problem.ORDER_NOT_SHIPPABLE, "The order's payment has not been captured yet.");
        }
    }

    private Order afterFailure(Order order, OrderStatus goal, RuntimeException failure) {
        if (TransactionErrors.isUnknownCommit(failure)) {
            return verdict.of(() -> orders.current(order))
                    .filter(found -> found.status() != OrderStatus.PLACED)
                    .orElseThrow(() -> new Rejection(
                            Problem.OUTCOME_UNKNOWN,
                            "It is not known whether the order was " + goal.code()
                                    + "; repeat the request to learn it."));
        }
        if (Unavailability.is(failure)) {
            throw new Rejection(Problem.TRY_AGAIN, "The order could not be changed in time; nothing was written.");
        }
        throw failure;
    }
}
