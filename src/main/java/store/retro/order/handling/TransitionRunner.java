package store.retro.order.handling;

import java.util.function.Consumer;
import java.util.function.Predicate;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.order.Order;
import store.retro.order.storage.Orders;
import store.retro.order.transaction.OrderTransactions;
import store.retro.platform.admission.AdmittedTransactions;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.transaction.CommitOutcomeLookup;
import store.retro.platform.transaction.DatabaseUnavailable;
import store.retro.platform.transaction.TransactionErrors;
import store.retro.user.Users;

/** Runs what changes an order in its transaction, and finds out what has become of it. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class TransitionRunner {

    private final Orders orders;
    private final Users users;
    private final AdmittedTransactions transactions;
    private final CommitOutcomeLookup commitOutcome;

    Order current(Order order) {
        return orders.current(order).orElseThrow(TransitionRunner::notFound);
    }

    static ProblemException notFound() {
        return new ProblemException(GeneralProblem.NOT_FOUND, "There is no such order.");
    }

    void run(Order order, Consumer<Order> transaction) {
        transactions.run(OrderTransactions.keys(order), transaction, order);
    }

    /**
     * What has become of an order whose change has failed.
     *
     * @param certain whether an order shows what has become of it, once nobody can tell whether it was committed
     */
    Order afterFailure(Order order, String what, Predicate<Order> certain, RuntimeException failure) {
        if (TransactionErrors.isUnknownCommit(failure)) {
            return commitOutcome.require(() -> orders.current(order).filter(certain), "whether the order " + what);
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
