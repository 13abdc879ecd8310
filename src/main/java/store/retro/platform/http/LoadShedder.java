package store.retro.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import store.retro.platform.problem.ProblemException;

/**
 * Turns a request away before anything of it is looked at, its token included, where it could not be served anyway.
 * Each bean of this type is asked for every request, so it has to know at once.
 */
@FunctionalInterface
public interface LoadShedder {

    /** Why the request is not let in; empty when it is. */
    Optional<ProblemException> refusal(HttpServletRequest request);
}
