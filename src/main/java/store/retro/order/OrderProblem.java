package store.retro.order;

import java.util.Map;
import store.retro.money.Money;
import store.retro.platform.problem.ProblemText;
import store.retro.platform.problem.ProblemType;

/** What may be wrong with an order. */
public enum OrderProblem implements ProblemType {
    PRICE_CHANGED(
            409,
            "The price has changed",
            "The total at today's prices is not the amount that was agreed to.",
            "Show the buyer today's total, billingAmount, and start a new payment if they agree.") {
        @Override
        public Map<String, Object> example() {
            return Map.of("billingAmount", new Money(17998, "USD"));
        }
    },
    ORDER_NOT_CANCELLABLE(
            409, "The order can no longer be cancelled", "The order has been shipped.", "Return the goods instead."),
    ORDER_NOT_SHIPPABLE(
            409,
            "The order cannot be shipped",
            "The order was cancelled, or its payment has not been captured yet.",
            "Look at the order: if it is not cancelled, try again when its payment has been captured.");

    private final ProblemText text;

    OrderProblem(int status, String title, String meaning, String advice) {
        this.text = new ProblemText(status, title, meaning, advice);
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
