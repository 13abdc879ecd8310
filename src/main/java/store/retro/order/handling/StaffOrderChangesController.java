package store.retro.order.handling;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.validation.Valid;
import java.security.Principal;
import java.util.Objects;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import store.retro.money.StoreCurrency;
import store.retro.order.OrderResponse;
import store.retro.order.handling.OrderRefunds.Refunded;
import store.retro.platform.http.IdempotencyKey;
import store.retro.platform.problem.ProblemResponses;

/** What gives back an order's money, and no clerk may do. */
@RestController
@RequestMapping(path = "/staff/orders", produces = APPLICATION_JSON_VALUE)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StaffOrderChangesController {

    private final OrderTransitions transitions;
    private final OrderRefunds refunds;
    private final SettlingByHand settling;
    private final StoreCurrency currency;

    @ProblemResponses({"not-found", "order-not-cancellable", "outcome-unknown"})
    @PostMapping(path = "/{id}/cancel", consumes = APPLICATION_JSON_VALUE)
    OrderResponse cancel(Principal caller, @PathVariable String id, @Valid @RequestBody ReasonRequest request) {
        return OrderResponse.of(
                transitions.cancelByStaff(id, caller.getName(), Objects.requireNonNull(request.reason())), currency);
    }

    @ResponseStatus(HttpStatus.CREATED)
    @ProblemResponses({
        "not-found",
        "order-not-changeable",
        "more-than-left",
        "unknown-product",
        "payment-not-possible",
        "idempotency-key-reused",
        "precondition-required",
        "outcome-unknown"
    })
    @PostMapping(path = "/{id}/refunds", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<OrderResponse> refund(
            Principal caller,
            @PathVariable String id,
            @Nullable IdempotencyKey key,
            @Valid @RequestBody RefundRequest request) {
        Refunded refunded = refunds.refund(request.of(id, caller.getName(), IdempotencyKey.required(key)));
        ResponseEntity.BodyBuilder created = ResponseEntity.status(HttpStatus.CREATED);
        IdempotencyKey.tellReplay(created, refunded.replayed());
        return created.body(OrderResponse.of(refunded.order(), currency));
    }

    /** The money was set right by hand. */
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ProblemResponses({"not-found", "order-not-changeable"})
    @PostMapping(path = "/{id}/settled", consumes = APPLICATION_JSON_VALUE)
    void settled(Principal caller, @PathVariable String id, @Valid @RequestBody ReasonRequest request) {
        settling.settled(id, caller.getName(), Objects.requireNonNull(request.reason()));
    }
}
