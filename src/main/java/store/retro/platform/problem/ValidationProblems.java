package store.retro.platform.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/** Makes {@code invalid-request} of what Bean Validation and binding have found; the errors come sorted by place. */
final class ValidationProblems {

    static final String ERRORS = "errors";
    static final String POINTER = "pointer";
    static final String PARAMETER = "parameter";

    private ValidationProblems() {}

    static ProblemException body(Errors errors) {
        return rejection(pointers(errors).toList());
    }

    static ProblemException parameters(Errors errors) {
        return rejection(errors.getAllErrors().stream()
                .map(error -> error(PARAMETER, field(error), detail(error)))
                .toList());
    }

    static ProblemException parameter(String name, String detail) {
        return rejection(List.of(error(PARAMETER, name, detail)));
    }

    static ProblemException arguments(HandlerMethodValidationException exception) {
        List<Map<String, String>> errors = new ArrayList<>();
        for (ParameterValidationResult result : exception.getParameterValidationResults()) {
            if (result instanceof ParameterErrors body) {
                pointers(body).forEach(errors::add);
            } else {
                String name = name(result.getMethodParameter());
                result.getResolvableErrors().forEach(error -> errors.add(error(PARAMETER, name, detail(error))));
            }
        }
        return rejection(errors);
    }

    static String expected(@Nullable Class<?> type) {
        return type != null && Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(type))
                ? "must be an integer"
                : "is not of the right form";
    }

    private static Stream<Map<String, String>> pointers(Errors errors) {
        return errors.getAllErrors().stream()
                .map(error -> error(POINTER, JsonPointers.ofPath(field(error)), detail(error)));
    }

    private static ProblemException rejection(List<Map<String, String>> errors) {
        List<Map<String, String>> sorted = errors.stream()
                .distinct()
                .sorted(Comparator.comparing(error ->
                        String.join("\n", error.getOrDefault(POINTER, error.get(PARAMETER)), error.get("detail"))))
                .toList();
        String places = sorted.stream()
                .map(error -> error.getOrDefault(POINTER, error.get(PARAMETER)) + " " + error.get("detail"))
                .limit(3)
                .collect(Collectors.joining("; "));
        String more = sorted.size() > 3 ? "; and " + (sorted.size() - 3) + " more" : "";
        return new ProblemException(GeneralProblem.INVALID_REQUEST, (places + more).strip() + ".").with(ERRORS, sorted);
    }

    static Map<String, String> error(String kind, String place, String detail) {
        Map<String, String> error = new LinkedHashMap<>();
        error.put(kind, place);
        error.put("detail", detail);
        return error;
    }

    private static String field(ObjectError error) {
        return error instanceof FieldError field ? field.getField() : "";
    }

    private static String detail(MessageSourceResolvable error) {
        boolean conversion = error instanceof FieldError field && field.isBindingFailure();
        return conversion
                ? "is not of the right form"
                : Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid");
    }

    private static String name(MethodParameter parameter) {
        RequestParam declared = parameter.getParameterAnnotation(RequestParam.class);
        return declared != null && StringUtils.hasText(declared.name())
                ? declared.name()
                : Objects.requireNonNullElse(parameter.getParameterName(), "");
    }
}
