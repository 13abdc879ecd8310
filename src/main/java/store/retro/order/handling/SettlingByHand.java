package store.retro.order.handling;

import java.time.Clock;
import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.order.HistoryEntry;
import store.retro.order.HistoryEntry.By;
import store.retro.order.HistoryEntry.Event;
import store.retro.order.Order;
import store.retro.order.OrderProblem;
import store.retro.order.Refund;
import store.retro.order.RefundStatus;
import store.retro.order.SettlementState;
import store.retro.order.storage.Orders;
import store.retro.order.storage.SettlementWrites;
import store.retro.platform.background.WorkState;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;

/** Takes staff's word that the money of an order was set right by hand. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class SettlingByHand {

    private final Orders orders;
    private final TransitionRunner runner;
    private final SettlementWrites settlements;
    private final Clock clock;

    /**
     * Ends what is to be done about an order's money, if it was tried in vain; nothing is done where nothing is due.
     *
     * @throws ProblemException {@code not-found}, {@code order-not-changeable} while the money is on its way, or {@code
     *     try-again} while it is being moved
     */
    void settled(String id, String staffId, String reason) {
        Order order = orders.find(id).orElseThrow(TransitionRunner::notFound);
        while (!order.settlement().waiting().isEmpty()) {
            requireFailed(order.settlement().waiting());
            HistoryEntry entry =
                    new HistoryEntry(clock.instant(), Event.SETTLED, By.STAFF, open(order), staffId, reason, null);
            if (settlements.setRight(order, entry)) {
                return;
            }
            Deadline.remainingOrFail();
            order = runner.current(order);
        }
    }

    private static void requireFailed(List<WorkState> waiting) {
        if (waiting.stream().anyMatch(work -> work.claim() != null)) {
            throw new ProblemException(
                    GeneralProblem.TRY_AGAIN, "The money is being moved at this moment; nothing was written.");
        }
        if (waiting.stream().allMatch(work -> work.failure() == null)) {
            throw new ProblemException(
                    OrderProblem.ORDER_NOT_CHANGEABLE, "The order's money is on its way, and nothing has failed.");
        }
    }

    /** The money that the provider has still to move. */
    private static long open(Order order) {
        return order.settlement().currentState() == SettlementState.HELD
                ? order.amountDue()
                : Math.max(0, order.unnoted())
                        + order.allRefunds().stream()
                                .filter(refund ->
                                        refund.status() == RefundStatus.DUE || refund.status() == RefundStatus.FAILED)
                                .mapToLong(Refund::amount)
                                .sum();
    }
}
