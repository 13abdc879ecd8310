package store.retro.product;

import java.util.List;
import java.util.Map;
import store.retro.platform.problem.ProblemText;
import store.retro.platform.problem.ProblemType;

/** What may be wrong with the products that somebody wants. */
public enum ProductProblem implements ProblemType {
    OUT_OF_STOCK(
            409,
            "There is not enough in stock",
            "One or more products have fewer pieces left than were asked for. Nothing was taken.",
            "Look at items for what is available, and ask for no more than that.") {
        @Override
        public Map<String, Object> example() {
            return Map.of("items", List.of(Map.of("productId", "game-boy-color", "requested", 2, "available", 1)));
        }
    },
    UNKNOWN_PRODUCT(
            422,
            "A product is not known",
            "The order names products that the store does not have.",
            "Remove the products that productIds names.") {
        @Override
        public Map<String, Object> example() {
            return Map.of("productIds", List.of("game-girl"));
        }
    };

    private final ProblemText text;

    ProductProblem(int status, String title, String meaning, String advice) {
        this.text = new ProblemText(status, title, meaning, advice);
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
