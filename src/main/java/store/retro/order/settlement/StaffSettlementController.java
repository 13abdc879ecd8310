package store.retro.order.settlement;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import java.time.Instant;
import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import store.retro.order.Order;
import store.retro.order.OrderStatus;
import store.retro.payment.PaymentStatus;
import store.retro.platform.background.WorkState;

/** What operators have to look at: settlements that were tried too often in vain, and why. */
@RestController
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StaffSettlementController {

    private static final int LIMIT = 100;

    private final OrderSettlement settlement;

    @GetMapping(path = "/staff/stuck-settlements", produces = APPLICATION_JSON_VALUE)
    List<StuckSettlement> stuckSettlements() {
        return settlement.stuckOrders(LIMIT).stream().map(StuckSettlement::of).toList();
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
}
