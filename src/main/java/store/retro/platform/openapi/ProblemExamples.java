package store.retro.platform.openapi;

import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import store.retro.platform.problem.ProblemCatalogue;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemType;
import store.retro.platform.problem.ProblemWriter;

/** What problems look like, for the description of the API. */
final class ProblemExamples {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private ProblemExamples() {}

    static Example of(ProblemType problem) {
        ProblemException rejection =
                new ProblemException(problem, problem.text().meaning());
        problem.example().forEach(rejection::with);
        return new Example()
                .summary(problem.text().title())
                .value(ProblemWriter.body(rejection, "/path/of/the/request", TRACE));
    }

    /** Further members are allowed, and come with some codes. */
    static Schema<?> schema(ProblemCatalogue catalogue) {
        Map<String, Schema<?>> members = new LinkedHashMap<>();
        members.put("type", typed("string", "Where the problem is explained"));
        members.put("title", typed("string", "The problem in a few words, the same each time"));
        members.put("status", typed("integer", "The status of the response"));
        members.put("detail", typed("string", "What happened this time"));
        members.put("instance", typed("string", "The path of the request"));
        Schema<Object> code = typed("string", "The problem as programs know it");
        code.setEnum(catalogue.all().stream().<Object>map(ProblemType::code).toList());
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
}
