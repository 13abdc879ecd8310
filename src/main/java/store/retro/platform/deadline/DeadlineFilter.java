package store.retro.platform.deadline;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each HTTP request its {@link Deadline}, from the moment it has arrived. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class DeadlineFilter extends OncePerRequestFilter {

    private final RequestProperties properties;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (Deadline.Scope scope = Deadline.open(properties.budget())) {
            chain.doFilter(request, response);
        }
    }
}
