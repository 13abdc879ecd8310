package store.retro.platform.problem;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Makes {@code invalid-request} of what Bean Validation and binding have found; the errors come sorted by place. */
final class ValidationProblems {

    static final String ERRORS = "errors";
    static final String POINTER = "pointer";
    static final String PARAMETER = "parameter";

    private ValidationProblems() {}

    static ProblemException body(Errors errors) {
        return rejection(pointers(errors));
    }

    static ProblemException arguments(HandlerMethodValidationException exception) {
        return rejection(exception.getParameterValidationResults().stream()
                .flatMap(result -> result instanceof ParameterErrors body ? pointers(body) : parameters(result)));
    }

    static ProblemException parameter(MethodArgumentTypeMismatchException mismatch) {
        boolean integer = mismatch.getRequiredType() == int.class || mismatch.getRequiredType() == Integer.class;
        return parameter(mismatch.getName(), integer ? "must be an integer" : "is not of the right form");
    }

    static ProblemException parameter(String name, String detail) {
        return rejection(Stream.of(error(PARAMETER, name, detail)));
    }

    /** One entry of {@code errors}. */
    static Map<String, String> error(String kind, String place, String detail) {
        Map<String, String> error = new LinkedHashMap<>();
        error.put(kind, place);
        error.put("detail", detail);
        return error;
    }

    private static Stream<Map<String, String>> pointers(Errors errors) {
        return errors.getAllErrors().stream().map(error -> {
            String path = error instanceof FieldError field ? "/" + field.getField() : "";
            return error(POINTER, path.replaceAll("[.\\[]", "/").replace("]", ""), detail(error));
        });
    }

    private static Stream<Map<String, String>> parameters(ParameterValidationResult result) {
        String name = Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), "");
        return result.getResolvableErrors().stream().map(error -> error(PARAMETER, name, detail(error)));
    }

    private static String detail(MessageSourceResolvable error) {
        return Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid");
    }

    private static ProblemException rejection(Stream<Map<String, String>> found) {
        List<Map<String, String>> errors = found.distinct()
                .sorted(Comparator.comparing(ValidationProblems::sentence))
                .toList();
        String first =
                errors.stream().limit(3).map(ValidationProblems::sentence).collect(Collectors.joining("; "));
        return new ProblemException(GeneralProblem.INVALID_REQUEST, first + ".").with(ERRORS, errors);
    }

    private static String sentence(Map<String, String> error) {
        return String.join(" ", error.values()).strip();
    }
}
