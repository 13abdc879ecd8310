package store.retro.order;

import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import store.retro.money.Money;
import store.retro.platform.problem.ProblemType;

/** What may be wrong with an order. */
@RequiredArgsConstructor
public enum OrderProblem implements ProblemType {
    PRICE_CHANGED(409) {
        @Override
        public Map<String, Object> example() {
            return Map.of("billingAmount", new Money(17998, "USD"));
        }
    },
    ORDER_NOT_CANCELLABLE(409),
    ORDER_NOT_CHANGEABLE(409),
    MORE_THAN_LEFT(409) {
        @Override
        public Map<String, Object> example() {
            return Map.of("items", List.of(Map.of("productId", "game-boy-color", "requested", 2, "left", 1)));
        }
    },
    ORDER_NOT_SHIPPABLE(409) {
        @Override
        public Map<String, Object> example() {
            return Map.of("reason", "not-captured");
        }
    };

    private final int status;

    @Override
    public int status() {
        return status;
    }
}
