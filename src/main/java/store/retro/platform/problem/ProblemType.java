package store.retro.platform.problem;

import java.util.Locale;
import java.util.Map;

/**
 * A reason for which requests are refused, as clients know it. Each room has an enum of its own, and a bean of
 * {@link ProblemTypes} that lists it; what concerns no room in particular is a {@link GeneralProblem}.
 */
public interface ProblemType {

    /** The constant's name, from which {@link #code} is made. */
    String name();

    /** The status of the response. */
    int status();

    /** The code as clients see it, such as {@code not-found}. */
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    default ProblemText text() {
        return ProblemText.of(code());
    }

    /** Whether the same request, sent again unchanged, may succeed. */
    default boolean retryable() {
        return status() == 503 || status() == 429;
    }

    /** Where it is explained, behind the context path; together the {@code type} of RFC 9457. */
    default String path() {
        return "/problems/" + code();
    }

    /** The further members of its body, by an example, for the API's description. */
    default Map<String, Object> example() {
        return Map.of();
    }
}
