package store.retro.order.handling;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import store.retro.order.Order;
import store.retro.order.OrderStatus;
import store.retro.order.Outbox;
import store.retro.order.events.OrderEvents;
import store.retro.order.settlement.OrderSettlement;
import store.retro.payment.PaymentStatus;
import store.retro.platform.background.WorkState;
import store.retro.platform.problem.Problem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemResponses;

/** What operators have to look at: what was tried too often in vain, and why. */
@RestController
@RequestMapping(path = "/staff", produces = APPLICATION_JSON_VALUE)
@PreAuthorize("hasRole('staff')")
class StaffOrderController {

    private static final int LIMIT = 100;

    private final OrderSettlement settlement;
    private final OrderEvents events;

    StaffOrderController(OrderSettlement settlement, OrderEvents events) {
        this.settlement = settlement;
        this.events = events;
    }

    @ProblemResponses(Problem.FORBIDDEN)
    @GetMapping("/stuck-settlements")
    List<StuckSettlement> stuckSettlements() {
        return settlement.stuckOrders(LIMIT).stream().map(StuckSettlement::of).toList();
    }

    @ProblemResponses(Problem.FORBIDDEN)
    @GetMapping("/dead-events")
    List<DeadEvents> deadEvents() {
        return events.deadOrders(LIMIT).stream().map(DeadEvents::of).toList();
    }

    @ProblemResponses({Problem.FORBIDDEN, Problem.NOT_FOUND})
    @PostMapping("/dead-events/{orderId}/replay")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void replay(@PathVariable String orderId) {
        if (!events.replay(orderId)) {
            throw new ProblemException(Problem.NOT_FOUND, "No events of such an order wait for staff.");
        }
    }

    /** An order whose payment is not where it should be; it is tried on at {@code nextAttemptAt}. */
    record StuckSettlement(
            String orderId,
            String paymentId,
            OrderStatus orderStatus,
            PaymentStatus paymentStatus,
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable String failure) {

        static StuckSettlement of(Order order) {
            WorkState due = order.settlement().due();
            return new StuckSettlement(
                    order.id(),
                    order.paymentId(),
                    order.status(),
                    order.settlement().status(),
                    due.attempts(),
                    due.at(),
                    due.failure());
        }
    }

    /** An order whose receiver does not acknowledge its events. */
    record DeadEvents(
            String orderId,
            List<OrderStatus> pending,
            int attempts,
            @Nullable String failure) {

        static DeadEvents of(Order order) {
            Outbox outbox = Objects.requireNonNull(order.outbox());
            return new DeadEvents(
                    order.id(),
                    outbox.pending(),
                    outbox.due().attempts(),
                    outbox.due().failure());
        }
    }
}
