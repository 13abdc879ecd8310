package store.retro.platform.problem;

import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.StringUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in plain words where and why a body could not be read, never with the name of a class. */
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
        if (cause instanceof UnrecognizedPropertyException) {
            return place(cause) + ": there is no such member.";
        }
        if (cause instanceof DatabindException || cause instanceof InputCoercionException) {
            return place(cause) + ": the value is of the wrong type or out of range.";
        }
        // none where a member is too deep that nobody knows
        TokenStreamLocation location = cause.getLocation();
        return "The body is not JSON, has a member twice, or is nested too deep"
                + (location == null ? "." : ": see " + location.offsetDescription() + ".");
    }

    private static String place(JacksonException cause) {
        JsonPointer pointer = JsonPointer.empty();
        for (JacksonException.Reference step : cause.getPath()) {
            pointer = step.getPropertyName() == null
                    ? pointer.appendIndex(Math.max(0, step.getIndex()))
                    : pointer.appendProperty(step.getPropertyName());
        }
        String place = pointer.toString();
        return place.isEmpty() ? "The body" : StringUtils.truncate(place, LONGEST_PLACE);
    }
}
