package store.retro.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Turns a request away before anything of it is looked at, its token included, where it could not be served anyway. Each
 * bean of this type is asked for every request, so it has to know at once.
 */
@FunctionalInterface
public interface Door {

    /** Why the request is not let in; empty when it is. */
    Optional<Rejection> refusal(HttpServletRequest request);
}
