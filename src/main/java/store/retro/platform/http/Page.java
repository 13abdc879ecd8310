package store.retro.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import store.retro.platform.problem.ProblemException;

/**
 * A part of a list that is read page by page.
 *
 * @param next a cursor, where there is more
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /**
     * @param found one more than the limit, where there is more
     * @param cursor the place just after one of them
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        String next = found.size() > limit ? cursor.apply(found.get(limit - 1)) : null;
        return new Page<>(found.stream().limit(limit).toList(), next);
    }

    /**
     * Spring takes an empty parameter for one that was not sent.
     *
     * @throws ProblemException {@code invalid-request} for an empty limit
     */
    public static void requireLimitIfSent(HttpServletRequest request) {
        if ("".equals(request.getParameter("limit"))) {
            throw QueryParameters.wrong("limit", "must be an integer");
        }
    }

    /** {@code invalid-request} for a text that is no cursor of the list that was asked for. */
    public static ProblemException noCursor() {
        return QueryParameters.wrong("after", "is not a cursor of this list");
    }
}
