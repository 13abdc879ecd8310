package store.retro.platform.mongo;

import org.jspecify.annotations.Nullable;

/** The service does not start: what is wrong with the database, and what a person can do about it. */
class UnusableDatabaseException extends RuntimeException {

    private final String action;

    UnusableDatabaseException(String description, String action) {
        this(description, action, null);
    }

    UnusableDatabaseException(String description, String action, @Nullable Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    String action() {
        return action;
    }
}
