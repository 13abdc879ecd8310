package store.retro.platform.startup;

/**
 * Goes the ways of the requests to come before the instance is ready, so that the first of them do not pay for loading
 * and compiling.
 */
@FunctionalInterface
public interface WarmUp {

    /**
     * Goes them once. It leaves nothing behind that anybody could see, and asks nobody but the database and this very
     * instance; it may be called by several threads at once, and what it throws ends the warm-up.
     */
    void pass();
}
