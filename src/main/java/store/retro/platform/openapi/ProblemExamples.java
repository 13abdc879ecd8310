package store.retro.platform.openapi;

import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import store.retro.money.Money;
import store.retro.platform.problem.Problem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemWriter;

/** What problems look like, for the description of the API. */
final class ProblemExamples {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private ProblemExamples() {}

    static Example of(Problem problem) {
        ProblemException rejection = new ProblemException(problem, problem.meaning());
        furtherMembers(problem).forEach(rejection::with);
        return new Example().summary(problem.title()).value(ProblemWriter.body(rejection, "/place-order", TRACE));
    }

    /** Further members are allowed, and come with some codes. */
    static Schema<?> schema() {
        Map<String, Schema<?>> members = new LinkedHashMap<>();
        members.put("type", typed("string", "Where the problem is explained"));
        members.put("title", typed("string", "The problem in a few words, the same each time"));
        members.put("status", typed("integer", "The status of the response"));
        members.put("detail", typed("string", "What happened this time"));
        members.put("instance", typed("string", "The path of the request"));
        Schema<Object> code = typed("string", "The problem as programs know it");
        code.setEnum(Stream.of(Problem.values()).<Object>map(Problem::code).toList());
        members.put("code", code);
        members.put("retryable", typed("boolean", "Whether the same request may succeed later"));
        members.put("traceId", typed("string", "Names the request in the store's log"));
        Schema<Object> problem = typed("object", "What went wrong (RFC 9457)");
        members.forEach(problem::addProperty);
        problem.setRequired(List.copyOf(members.keySet()));
        return problem;
    }

    static Schema<Object> typed(String type, String description) {
        Schema<Object> schema = new Schema<>();
        schema.setTypes(Set.of(type));
        schema.setDescription(description);
        return schema;
    }

    private static Map<String, Object> furtherMembers(Problem problem) {
        return switch (problem) {
            case INVALID_REQUEST ->
                Map.of(
                        "errors",
                        List.of(Map.of("pointer", "/items/0/quantity", "detail", "must be less than or equal to 99")));
            case PAYMENT_NOT_AUTHORIZED -> Map.of("reason", "wrong-amount");
            case OUT_OF_STOCK ->
                Map.of("items", List.of(Map.of("productId", "game-boy-color", "requested", 2, "available", 1)));
            case PRICE_CHANGED -> Map.of("billingAmount", new Money(17998, "USD"));
            case UNKNOWN_PRODUCT -> Map.of("productIds", List.of("game-girl"));
            default -> Map.of();
        };
    }
}
