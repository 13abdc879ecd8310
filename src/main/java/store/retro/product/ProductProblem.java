package store.retro.product;

import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import store.retro.platform.problem.ProblemType;

/** What may be wrong with the products that somebody wants. */
@RequiredArgsConstructor
public enum ProductProblem implements ProblemType {
    OUT_OF_STOCK(409) {
        @Override
        public Map<String, Object> example() {
            return Map.of("items", List.of(Map.of("productId", "game-boy-color", "requested", 2, "available", 1)));
        }
    },
    UNKNOWN_PRODUCT(422) {
        @Override
        public Map<String, Object> example() {
            return Map.of("productIds", List.of("game-girl"));
        }
    };

    private final int status;

    @Override
    public int status() {
        return status;
    }
}
