package store.retro.platform.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemWriter;

/**
 * Answers {@code payload-too-large} to a body over the limit: at once where its length is given, else as soon as so
 * much of it was read.
 */
class BodyLimitFilter extends OncePerRequestFilter {

    private final int usual;
    private final Map<String, Integer> larger;
    private final ProblemWriter problems;

    BodyLimitFilter(DataSize usual, Stream<LargeBody> larger, ProblemWriter problems) {
        this.usual = bytes(usual);
        this.larger = larger.collect(Collectors.toMap(LargeBody::path, each -> bytes(each.most())));
        this.problems = problems;
    }

    private static int bytes(DataSize size) {
        return Math.toIntExact(size.toBytes());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int limit = larger.getOrDefault(request.getServletPath(), usual);
        if (request.getContentLengthLong() > limit) {
            problems.write(request, response, tooLarge(limit));
        } else {
            chain.doFilter(new Limited(request, limit), response);
        }
    }

    private static ProblemException tooLarge(int limit) {
        return new ProblemException(GeneralProblem.PAYLOAD_TOO_LARGE, "The body is larger than " + limit + " bytes.");
    }

    /** Spring's wrapper counts what is read, and says when it has been too much. */
    private static final class Limited extends ContentCachingRequestWrapper {

        Limited(HttpServletRequest request, int limit) {
            super(request, limit);
        }

        @Override
        protected void handleContentOverflow(int limit) {
            throw tooLarge(limit);
        }
    }
}
