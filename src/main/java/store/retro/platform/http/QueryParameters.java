package store.retro.platform.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;

/**
 * Reads the parameters of a query as strictly as the members of a body. Spring's own conversion takes nothing for none,
 * dates of many forms, and what it cannot read otherwise for the name of a constant of the type, as in
 * {@code ?from=MAX}.
 */
public final class QueryParameters {

    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

    private QueryParameters() {}

    /**
     * A time as RFC 3339 writes it.
     *
     * @throws ProblemException {@code invalid-request}
     */
    public static @Nullable Instant time(String name, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            if (RFC_3339.matcher(value).matches()) {
                return OffsetDateTime.parse(value).toInstant();
            }
        } catch (DateTimeException e) {
            // refused below, as what has not even the form
        }
        throw wrong(name, "must be a time, such as 2026-11-23T21:04:05Z");
    }

    /**
     * One of these, by its code.
     *
     * @throws ProblemException {@code invalid-request}
     */
    public static <T> @Nullable T oneOf(T[] all, Function<T, String> code, String name, @Nullable String value) {
        return value == null
                ? null
                : Stream.of(all)
                        .filter(each -> code.apply(each).equals(value))
                        .findFirst()
                        .orElseThrow(() -> wrong(
                                name,
                                "must be one of "
                                        + String.join(
                                                ", ", Stream.of(all).map(code).toList())));
    }

    /** {@code invalid-request} for a parameter. */
    public static ProblemException wrong(String name, String detail) {
        return new ProblemException(GeneralProblem.INVALID_REQUEST, name + " " + detail + ".")
                .atParameter(name, detail);
    }
}
