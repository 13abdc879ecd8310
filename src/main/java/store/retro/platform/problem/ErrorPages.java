package store.retro.platform.problem;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what has escaped the controllers to the container, in place of Spring Boot's error page. */
@Controller
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class ErrorPages implements ErrorController {

    private final ProblemWriter problems;

    @RequestMapping("${spring.web.error.path:/error}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(request, response, rejection(request));
    }

    private static ProblemException rejection(HttpServletRequest request) {
        if (request.getDispatcherType() != DispatcherType.ERROR) {
            return new ProblemException(GeneralProblem.NOT_FOUND);
        }
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
            return ProblemExceptionHandler.rejection(thrown);
        }
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 500;
        return ProblemExceptionHandler.ofStatus(status, new IllegalStateException("error page for status " + status));
    }
}
