package store.retro.order.handling;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static store.retro.platform.http.QueryParameters.oneOf;
import static store.retro.platform.http.QueryParameters.time;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import store.retro.money.StoreCurrency;
import store.retro.order.Order;
import store.retro.order.OrderNumber;
import store.retro.order.OrderResponse;
import store.retro.order.OrderStatus;
import store.retro.order.SettlementState;
import store.retro.order.handling.StaffOrderResponse.SettlementResponse;
import store.retro.order.storage.OrderCursor;
import store.retro.order.storage.OrderSearch;
import store.retro.order.storage.Orders;
import store.retro.platform.background.BackgroundProperties;
import store.retro.platform.http.Page;
import store.retro.platform.http.QueryParameters;
import store.retro.platform.problem.ProblemResponses;

/** Everybody's orders. */
@RestController
@RequestMapping(path = "/staff/orders", produces = APPLICATION_JSON_VALUE)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StaffOrderSearchController {

    private static final List<String> FILTERS = List.of("status", "settlement", "userId", "number");

    private final Orders orders;
    private final BackgroundProperties background;
    private final StoreCurrency currency;
    private final Clock clock;

    /** A page of the orders that were placed within some time, of all or of one filter; newest first unless sorted. */
    @GetMapping
    StaffOrderPage search(
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Pattern(regexp = "placedAt") @Nullable String sort,
            @Parameter(schema = @Schema(implementation = OrderStatus.class)) @RequestParam(required = false) @Nullable
                    String status,
            @Parameter(schema = @Schema(implementation = SettlementState.class))
                    @RequestParam(required = false)
                    @Nullable
                    String settlement,
            @RequestParam(required = false) @Size(min = 1) @Nullable String userId,
            @RequestParam(required = false) @Size(min = 1) @Nullable String number,
            @Parameter(schema = @Schema(implementation = Instant.class)) @RequestParam(required = false) @Nullable
                    String from,
            @Parameter(schema = @Schema(implementation = Instant.class)) @RequestParam(required = false) @Nullable
                    String to,
            HttpServletRequest request) {
        requireOneFilter(request);
        OrderSearch search = OrderSearch.builder()
                .status(oneOf(OrderStatus.values(), OrderStatus::code, "status", status))
                .settlement(oneOf(SettlementState.values(), SettlementState::code, "settlement", settlement))
                .userId(userId)
                .number(number == null ? null : OrderNumber.meantBy(number))
                .from(time("from", from))
                .to(time("to", to))
                .oldestFirst(sort != null)
                .build();
        return page(search, limit, after);
    }

    private static void requireOneFilter(HttpServletRequest request) {
        Page.requireLimitIfSent(request);
        List<String> sent = FILTERS.stream()
                .flatMap(name -> Optional.ofNullable(request.getParameterValues(name)).stream()
                        .flatMap(Stream::of)
                        .map(value -> name))
                .toList();
        if (sent.size() > 1) {
            throw QueryParameters.wrong(sent.get(1), "cannot be combined: one of " + FILTERS + " at most");
        }
    }

    private StaffOrderPage page(OrderSearch search, int limit, @Nullable String after) {
        String list = search.list();
        OrderCursor last = after == null ? null : OrderCursor.decode(after, list);
        Page<Order> page = Page.of(
                orders.search(search, limit + 1, last),
                limit,
                order -> OrderCursor.after(order).encode(list));
        return new StaffOrderPage(page.items().stream().map(this::response).toList(), page.next());
    }

    @ProblemResponses("not-found")
    @GetMapping("/{id}")
    StaffOrderResponse read(@PathVariable String id) {
        return response(orders.find(id).orElseThrow(TransitionRunner::notFound));
    }

    private StaffOrderResponse response(Order order) {
        Instant now = clock.instant();
        boolean stuck = order.settlement().waiting().stream().anyMatch(work -> background.isStuck(work, now));
        return new StaffOrderResponse(
                OrderResponse.of(order, currency),
                order.userId(),
                new SettlementResponse(order.settlement().currentState(), stuck));
    }

    /** Some of the orders, and where the rest begins. */
    record StaffOrderPage(
            List<StaffOrderResponse> orders, @Nullable String next) {}
}
