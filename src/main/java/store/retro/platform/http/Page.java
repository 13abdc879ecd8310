package store.retro.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** A cursor of these parts, opaque to clients. */
    public static String cursor(Object... parts) {
        String text = Stream.of(parts).map(String::valueOf).collect(Collectors.joining(":"));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The place that a cursor of three parts says.
     *
     * @param place of the parts; an {@link IllegalArgumentException} where they are none
     * @param cursor of the place; only its own text is taken for it
     * @throws ProblemException {@code invalid-request} for a text that is no cursor of the list that was asked for
     */
    public static <C> C place(String text, Function<String[], C> place, Function<C, String> cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(":", 3);
            C found = place.apply(parts);
            if (cursor.apply(found).equals(text)) {
                return found;
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // refused below, as one that decodes to something else
        }
        throw QueryParameters.wrong("after", "is not a cursor of this list");
    }
}
