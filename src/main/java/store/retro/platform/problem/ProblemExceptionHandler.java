package store.retro.platform.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
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
            return ValidationProblems.body(invalid);
        }
        if (thrown instanceof HandlerMethodValidationException invalid && !invalid.isForReturnValue()) {
            return ValidationProblems.arguments(invalid);
        }
        if (thrown instanceof MissingServletRequestParameterException missing) {
            return ValidationProblems.parameter(missing.getParameterName(), "must be given");
        }
        if (thrown instanceof MethodArgumentTypeMismatchException mismatch) {
            return ValidationProblems.parameter(mismatch);
        }
        if (thrown instanceof InvalidParameterException) {
            return notHttp();
        }
        if (thrown instanceof ErrorResponse answered) {
            return ofStatus(answered.getStatusCode().value(), thrown);
        }
        return ProblemException.defect(thrown);
    }

    /**
     * What a bare status means, where only that is known.
     *
     * @param cause for the log, where the status is none that a request can be blamed for: a defect of ours
     */
    static ProblemException ofStatus(int status, Throwable cause) {
        return switch (status) {
            case 401 -> new ProblemException(GeneralProblem.UNAUTHENTICATED);
            case 403 -> new ProblemException(GeneralProblem.FORBIDDEN);
            case 404 -> new ProblemException(GeneralProblem.NOT_FOUND);
            case 405 -> new ProblemException(GeneralProblem.METHOD_NOT_ALLOWED);
            case 406 -> new ProblemException(GeneralProblem.NOT_ACCEPTABLE);
            case 413 -> new ProblemException(GeneralProblem.PAYLOAD_TOO_LARGE);
            case 415 -> new ProblemException(GeneralProblem.UNSUPPORTED_MEDIA_TYPE);
            // about the request: a transfer coding or an HTTP version that nobody reads
            case 501, 505 -> notHttp();
            case 503 -> new ProblemException(GeneralProblem.TRY_AGAIN);
            default -> status >= 400 && status < 500 ? notHttp() : ProblemException.defect(cause);
        };
    }

    private static ProblemException notHttp() {
        return new ProblemException(
                GeneralProblem.MALFORMED_REQUEST, "The request line or a header is not well-formed.");
    }
}
