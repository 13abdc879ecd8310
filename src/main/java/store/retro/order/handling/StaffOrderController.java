package store.retro.order.handling;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import store.retro.money.StoreCurrency;
import store.retro.order.OrderResponse;
import store.retro.platform.problem.ProblemResponses;

@RestController
@RequestMapping(path = "/staff/orders", produces = APPLICATION_JSON_VALUE)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StaffOrderController {

    private final OrderTransitions transitions;
    private final StoreCurrency currency;

    @ProblemResponses({"not-found", "order-not-shippable", "outcome-unknown"})
    @PostMapping("/{id}/ship")
    OrderResponse ship(@PathVariable String id) {
        return OrderResponse.of(transitions.ship(id), currency);
    }
}
