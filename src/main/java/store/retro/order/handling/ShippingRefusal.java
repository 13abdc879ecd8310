package store.retro.order.handling;

import java.util.Locale;
import lombok.RequiredArgsConstructor;
import store.retro.order.OrderProblem;
import store.retro.platform.problem.ProblemException;

/** Why an order is not shipped. */
@RequiredArgsConstructor
enum ShippingRefusal {
    CANCELLED("The order was cancelled."),
    RETURNED("The order has been shipped and given back."),
    NOT_CAPTURED("The order's payment has not been captured yet, or only in part."),
    DISPUTED("The order's payment is disputed, or was lost in a dispute."),
    REFUNDED("The order's payment has been given back, or more of it than the order knows of."),
    UNKNOWN("What has become of the order or of its payment is not known here.");

    private final String detail;

    ProblemException problem() {
        return new ProblemException(OrderProblem.ORDER_NOT_SHIPPABLE, detail)
                .with("reason", name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
