package store.retro.platform.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.CorsProcessor;
import org.springframework.web.filter.OncePerRequestFilter;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemWriter;

/**
 * Asks at each {@link LoadShedder}; who closes it counts the refusals, which are too many for a line each in the log.
 * It stands before all other filters, for what they cost is what it saves; a browser on another origin may read the
 * refusal as any other.
 */
class LoadShedderFilter extends OncePerRequestFilter {

    private final List<LoadShedder> shedders;
    private final ProblemWriter problems;
    private final CorsProcessor cors;
    private final CorsConfigurationSource allowed;

    LoadShedderFilter(List<LoadShedder> shedders, ProblemWriter problems, CorsConfigurationSource allowed) {
        this.shedders = shedders;
        this.problems = problems;
        this.cors = Cors.processor(problems);
        this.allowed = allowed;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        for (LoadShedder shedder : shedders) {
            Optional<ProblemException> refusal = shedder.refusal(request);
            if (refusal.isPresent()) {
                cors.processRequest(allowed.getCorsConfiguration(request), request, response);
                response.setHeader("X-Content-Type-Options", "nosniff");
                problems.writeWithoutLog(request, response, refusal.get());
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
