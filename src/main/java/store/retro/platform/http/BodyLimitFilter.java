package store.retro.platform.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemWriter;

/**
 * Answers {@code payload-too-large} to a body over the limit: at once where its length is given, else as soon as so
 * much of it was read.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class BodyLimitFilter extends OncePerRequestFilter {

    private final int limit;
    private final ProblemWriter problems;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit) {
            problems.write(request, response, tooLarge());
        } else {
            chain.doFilter(new Limited(request), response);
        }
    }

    private ProblemException tooLarge() {
        return new ProblemException(GeneralProblem.PAYLOAD_TOO_LARGE, "The body is larger than " + limit + " bytes.");
    }

    /** Spring's wrapper counts what is read, and says when it has been too much. */
    private final class Limited extends ContentCachingRequestWrapper {

        Limited(HttpServletRequest request) {
            super(request, limit);
        }

        @Override
        protected void handleContentOverflow(int limit) {
            throw tooLarge();
        }
    }
}
