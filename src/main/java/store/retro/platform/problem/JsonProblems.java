package store.retro.platform.problem;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.ClassUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in plain words why a body could not be read: where, and what was expected there, never a class name. */
final class JsonProblems {

    /** Names in a body are the client's, and may be as long as the body. */
    private static final int LONGEST_PLACE = 200;

    private JsonProblems() {}

    static ProblemException rejection(HttpMessageNotReadableException exception) {
        return new ProblemException(
                GeneralProblem.MALFORMED_REQUEST,
                exception.getCause() instanceof JacksonException cause ? detail(cause) : "A JSON object is expected.");
    }

    private static String detail(JacksonException cause) {
        String place = place(cause.getPath());
        if (cause instanceof UnrecognizedPropertyException) {
            return place + ": there is no such member.";
        }
        if (cause instanceof InputCoercionException) {
            return place + ": the number is out of range.";
        }
        if (cause instanceof StreamConstraintsException) {
            return "The JSON is nested too deep, or a name or number in it is too long.";
        }
        if (cause instanceof StreamReadException) {
            return cause.getOriginalMessage().startsWith("Duplicate")
                    ? "A member occurs twice in one object" + position(cause) + "."
                    : "The body is not JSON" + position(cause) + ".";
        }
        if (cause instanceof MismatchedInputException mismatch) {
            return place + ": " + expected(mismatch.getTargetType()) + " is expected.";
        }
        return place + ": the value cannot be read.";
    }

    private static String place(List<JacksonException.Reference> path) {
        String pointer = JsonPointers.of(path);
        if (pointer.isEmpty()) {
            return "The body";
        }
        return pointer.length() <= LONGEST_PLACE ? pointer : pointer.substring(0, LONGEST_PLACE) + "…";
    }

    private static String position(JacksonException cause) {
        return cause.getLocation() == null || cause.getLocation().getLineNr() < 1
                ? ""
                : ", at line " + cause.getLocation().getLineNr() + ", column "
                        + cause.getLocation().getColumnNr();
    }

    private static String expected(@Nullable Class<?> target) {
        if (target == null) {
            return "another value";
        }
        Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(target);
        if (type == Integer.class || type == Long.class || type == Short.class) {
            return "an integer";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a string";
        }
        if (type.isEnum()) {
            return "one of the known values";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray() ? "an array" : "an object";
    }
}
