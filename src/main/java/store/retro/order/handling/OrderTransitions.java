package store.retro.order.handling;

import java.time.Clock;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.order.CancelReason;
import store.retro.order.HistoryEntry;
import store.retro.order.HistoryEntry.By;
import store.retro.order.HistoryEntry.Event;
import store.retro.order.Order;
import store.retro.order.OrderMovedException;
import store.retro.order.OrderProblem;
import store.retro.order.OrderStatus;
import store.retro.order.Orders;
import store.retro.order.transaction.OrderTransactions;
import store.retro.payment.PaymentStatus;
import store.retro.platform.admission.AdmissionControl;
import store.retro.platform.admission.AdmissionControl.Permit;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.transaction.CommitOutcomeLookup;
import store.retro.platform.transaction.DatabaseUnavailable;
import store.retro.platform.transaction.TransactionErrors;
import store.retro.platform.transaction.TransactionRetry;
import store.retro.user.Users;

/** What can become of a placed order: cancelled by its buyer or shipped by staff, never both, and each of it once. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class OrderTransitions {

    private final Orders orders;
    private final Users users;
    private final OrderTransactions transactions;
    private final AdmissionControl admission;
    private final TransactionRetry retry;
    private final CommitOutcomeLookup commitOutcome;
    private final Clock clock;

    /**
     * Cancels an order of the user.
     *
     * @return the order, cancelled now or before
     * @throws ProblemException {@code not-found}, or {@code order-not-cancellable} once it is shipped
     */
    Order cancel(String userId, String id) {
        Order order = orders.find(userId, id).orElseThrow(() -> {
            users.require(userId);
            return new ProblemException(GeneralProblem.NOT_FOUND, "There is no such order of yours.");
        });
        return change(
                order,
                OrderStatus.CANCELLED,
                now -> HistoryEntry.of(now, Event.CANCELLED, By.BUYER),
                (placed, entry) -> transactions.cancel(placed, CancelReason.BUYER, entry));
    }

    /**
     * Ships an order.
     *
     * @param staffId who does
     * @return the order, shipped now or before
     * @throws ProblemException {@code not-found}, or {@code order-not-shippable} when it is cancelled or not paid yet
     */
    Order ship(String id, String staffId) {
        Order order = orders.find(id).orElseThrow(OrderTransitions::notFound);
        return change(
                order,
                OrderStatus.SHIPPED,
                now -> HistoryEntry.byStaff(now, Event.SHIPPED, staffId),
                transactions::ship);
    }

    private Order change(
            Order known,
            OrderStatus goal,
            Function<Instant, HistoryEntry> history,
            BiConsumer<Order, HistoryEntry> transaction) {
        Instant now = clock.instant();
        Order order = known;
        while (order.status() != goal) {
            requirePossible(order, goal);
            Order from = order;
            try {
                run(from, each -> transaction.accept(each, history.apply(now)));
                return from.reached(goal, now);
            } catch (OrderMovedException moved) {
                Deadline.remainingOrFail();
                order = current(from);
            } catch (RuntimeException failure) {
                order = afterFailure(from, goal, failure);
            }
        }
        return order;
    }

    private Order current(Order order) {
        return orders.current(order).orElseThrow(OrderTransitions::notFound);
    }

    static ProblemException notFound() {
        return new ProblemException(GeneralProblem.NOT_FOUND, "There is no such order.");
    }

    private void run(Order order, Consumer<Order> transaction) {
        try (Permit permit = admission.enter(OrderTransactions.keys(order))) {
            retry.run(transaction, order);
        }
    }

    private static void requirePossible(Order order, OrderStatus goal) {
        if (!order.status().canBecome(goal)) {
            throw refusal(order.status(), goal);
        }
        if (goal == OrderStatus.SHIPPED && order.settlement().status() != PaymentStatus.CAPTURED) {
            throw new ProblemException(
                    OrderProblem.ORDER_NOT_SHIPPABLE, "The order's payment has not been captured yet.");
        }
    }

    private static ProblemException refusal(OrderStatus status, OrderStatus goal) {
        String why = switch (status) {
            case PLACED -> "The order is placed.";
            case SHIPPED -> "The order has been shipped.";
            case CANCELLED -> "The order was cancelled.";
            case UNKNOWN -> "A later version of the store has changed the order.";
        };
        return new ProblemException(
                goal == OrderStatus.SHIPPED ? OrderProblem.ORDER_NOT_SHIPPABLE : OrderProblem.ORDER_NOT_CANCELLABLE,
                why);
    }

    private Order afterFailure(Order order, OrderStatus goal, RuntimeException failure) {
        if (TransactionErrors.isUnknownCommit(failure)) {
            return commitOutcome
                    .find(() -> orders.current(order).orElse(null))
                    .filter(found -> found.status() != OrderStatus.PLACED)
                    .orElseThrow(() -> new ProblemException(
                            GeneralProblem.OUTCOME_UNKNOWN,
                            "It is not known whether the order was " + goal.code()
                                    + "; repeat the request to learn it."));
        }
        if (DatabaseUnavailable.is(failure)) {
            throw new ProblemException(
                    GeneralProblem.TRY_AGAIN, "The order could not be changed in time; nothing was written.");
        }
        if (TransactionErrors.isUnfitDocument(failure)) {
            // everything else that it changes was read, or is left out
            users.require(order.userId());
        }
        throw failure;
    }
}
