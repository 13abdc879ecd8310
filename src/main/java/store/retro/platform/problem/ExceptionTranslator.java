package store.retro.platform.problem;

import java.util.Optional;

/**
 * What another room's exception means to a client; each bean of this type is asked before
 * {@code ProblemExceptionHandler} looks.
 */
@FunctionalInterface
public interface ExceptionTranslator {

    Optional<ProblemException> translate(Exception exception);
}
