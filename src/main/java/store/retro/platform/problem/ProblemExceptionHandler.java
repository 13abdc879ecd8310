package store.retro.platform.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingPathVariableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * The only table from what went wrong to problem+json. What it does not know is a defect of ours: 500, with nothing of
 * the inside.
 */
@RestControllerAdvice
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
@Slf4j
class ProblemExceptionHandler {

    private final ProblemWriter writer;
    private final ObjectProvider<ExceptionTranslator> translators;

    @ExceptionHandler
    void answer(Exception exception, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (DisconnectedClientHelper.isClientDisconnectedException(exception)) {
            log.debug("{} {}: the client has gone", request.getMethod(), request.getRequestURI());
            return;
        }
        ProblemException rejection = translators.stream()
                .flatMap(translator -> translator.translate(exception).stream())
                .findFirst()
                .orElseGet(() -> rejection(exception));
        if (exception instanceof ErrorResponse answered) {
            answered.getHeaders()
                    .getOrEmpty(HttpHeaders.ALLOW)
                    .forEach(methods -> response.addHeader(HttpHeaders.ALLOW, methods));
        }
        writer.write(request, response, rejection);
    }

    static ProblemException rejection(Throwable thrown) {
        if (thrown instanceof ProblemException rejection) {
            return rejection;
        }
        if (thrown instanceof HttpMessageNotReadableException unreadable) {
            return JsonProblems.rejection(unreadable);
        }
        if (thrown instanceof MethodArgumentNotValidException invalid) {
            return ValidationProblems.body(invalid.getBindingResult());
        }
        if (thrown instanceof BindException invalid) {
            return ValidationProblems.parameters(invalid.getBindingResult());
        }
        if (thrown instanceof HandlerMethodValidationException invalid && !invalid.isForReturnValue()) {
            return ValidationProblems.arguments(invalid);
        }
        if (thrown instanceof MissingServletRequestParameterException missing) {
            return ValidationProblems.parameter(missing.getParameterName(), "must be given");
        }
        if (thrown instanceof MethodArgumentTypeMismatchException mismatch) {
            return ValidationProblems.parameter(
                    mismatch.getName(), ValidationProblems.expected(mismatch.getRequiredType()));
        }
        if (thrown instanceof InvalidParameterException) {
            return new ProblemException(
                    GeneralProblem.MALFORMED_REQUEST, "The request line or a header is not well-formed.");
        }
        if (thrown instanceof ErrorResponse answered && !(thrown instanceof MissingPathVariableException)) {
            Optional<ProblemException> known = ofStatus(answered.getStatusCode().value());
            if (known.isPresent()) {
                return known.get();
            }
        }
        return internalError(thrown);
    }

    static ProblemException internalError(Throwable cause) {
        return new ProblemException(
                GeneralProblem.INTERNAL_ERROR, "Something went wrong; the trace id helps us to find out what.", cause);
    }

    /** What a bare status means, where only that is known; empty for one that would be a defect of ours. */
    static Optional<ProblemException> ofStatus(int status) {
        return switch (status) {
            case 401 -> rejection(GeneralProblem.UNAUTHENTICATED, "A bearer token is needed.");
            case 403 -> rejection(GeneralProblem.FORBIDDEN, "This is not allowed.");
            case 404 -> rejection(GeneralProblem.NOT_FOUND, "There is nothing at this path.");
            case 405 -> rejection(GeneralProblem.METHOD_NOT_ALLOWED, "This path does not answer to this method.");
            case 406 -> rejection(GeneralProblem.NOT_ACCEPTABLE, "Nothing that Accept allows can be answered here.");
            case 413 -> rejection(GeneralProblem.PAYLOAD_TOO_LARGE, "The body is too large.");
            case 415 ->
                rejection(GeneralProblem.UNSUPPORTED_MEDIA_TYPE, "The body has to be application/json in UTF-8.");
            case 503 -> rejection(GeneralProblem.TRY_AGAIN, "The store is busy; nothing was written.");
            default ->
                status >= 400 && status < 500
                        ? rejection(GeneralProblem.MALFORMED_REQUEST, "The request is not well-formed.")
                        : Optional.empty();
        };
    }

    private static Optional<ProblemException> rejection(ProblemType problem, String detail) {
        return Optional.of(new ProblemException(problem, detail));
    }
}
