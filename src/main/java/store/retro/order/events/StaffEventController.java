package store.retro.order.events;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import java.util.List;
import java.util.Objects;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import store.retro.order.Order;
import store.retro.order.OrderStatus;
import store.retro.order.Outbox;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemResponses;

/** What operators have to look at: events that were offered too often in vain, and why. */
@RestController
@RequestMapping(path = "/staff/dead-events", produces = APPLICATION_JSON_VALUE)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StaffEventController {

    private static final int LIMIT = 100;

    private final OrderEvents events;

    @GetMapping
    List<DeadEvents> deadEvents() {
        return events.deadOrders(LIMIT).stream().map(DeadEvents::of).toList();
    }

    @ProblemResponses("not-found")
    @PostMapping("/{orderId}/replay")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void replay(@PathVariable String orderId) {
        if (!events.replay(orderId)) {
            throw new ProblemException(GeneralProblem.NOT_FOUND, "No events of such an order wait for staff.");
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
