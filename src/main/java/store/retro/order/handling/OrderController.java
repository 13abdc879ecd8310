package store.retro.order.handling;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.security.Principal;
import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import store.retro.money.StoreCurrency;
import store.retro.order.Order;
import store.retro.order.OrderResponse;
import store.retro.order.storage.OrderCursor;
import store.retro.order.storage.OrderSearch;
import store.retro.order.storage.Orders;
import store.retro.platform.http.Page;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemResponses;
import store.retro.user.AddressRequest;
import store.retro.user.Users;

@RestController
@RequestMapping(path = "/orders", produces = APPLICATION_JSON_VALUE)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class OrderController {

    private final Orders orders;
    private final OrderTransitions transitions;
    private final Users users;
    private final StoreCurrency currency;

    /** A page of the caller's orders, newest first; with {@code idempotencyKey} the one that it placed, if any. */
    @ProblemResponses("unknown-user")
    @GetMapping
    OrderPage list(
            Principal caller,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String idempotencyKey,
            HttpServletRequest request) {
        Page.requireLimitIfSent(request);
        OrderCursor last = after == null ? null : OrderCursor.decode(after, "");
        users.require(caller.getName());
        return idempotencyKey == null
                ? page(caller.getName(), limit, last)
                : new OrderPage(found(caller.getName(), idempotencyKey), null);
    }

    private OrderPage page(String userId, int limit, @Nullable OrderCursor after) {
        List<Order> found = orders.search(OrderSearch.ofUser(userId), limit + 1, after);
        Page<Order> page = Page.of(found, limit, last -> OrderCursor.after(last).encode(""));
        return new OrderPage(page.items().stream().map(this::response).toList(), page.next());
    }

    private List<OrderResponse> found(String userId, String key) {
        return orders.findByKey(userId, key).stream().map(this::response).toList();
    }

    @ProblemResponses({"unknown-user", "not-found"})
    @GetMapping("/{id}")
    OrderResponse read(Principal caller, @PathVariable String id) {
        return response(own(caller, id));
    }

    /** What has happened to the order, oldest first. */
    @ProblemResponses({"unknown-user", "not-found"})
    @GetMapping("/{id}/history")
    List<HistoryResponse> history(Principal caller, @PathVariable String id) {
        return HistoryResponse.ofBuyer(own(caller, id), currency);
    }

    private Order own(Principal caller, String id) {
        users.require(caller.getName());
        return orders.find(caller.getName(), id)
                .orElseThrow(() -> new ProblemException(GeneralProblem.NOT_FOUND, "There is no such order of yours."));
    }

    @ProblemResponses({"unknown-user", "not-found", "order-not-cancellable", "outcome-unknown"})
    @PostMapping("/{id}/cancel")
    OrderResponse cancel(Principal caller, @PathVariable String id) {
        return response(transitions.cancel(caller.getName(), id));
    }

    @ProblemResponses({"unknown-user", "not-found", "order-not-changeable", "outcome-unknown"})
    @PutMapping(path = "/{id}/shipping-address", consumes = APPLICATION_JSON_VALUE)
    OrderResponse changeAddress(Principal caller, @PathVariable String id, @Valid @RequestBody AddressRequest address) {
        return response(transitions.changeAddress(caller.getName(), id, address.toAddress()));
    }

    private OrderResponse response(Order order) {
        return OrderResponse.of(order, currency);
    }

    /** Some of the caller's orders, and where the rest begins. */
    record OrderPage(List<OrderResponse> orders, @Nullable String next) {}
}
