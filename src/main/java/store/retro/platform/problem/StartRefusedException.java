package store.retro.platform.problem;

import org.jspecify.annotations.Nullable;

/** The service does not start; {@link StartRefusedAnalyzer} tells the operator why, and what to do about it. */
public class StartRefusedException extends RuntimeException {

    private final String action;

    /**
     * @param description what is wrong
     * @param action what a person can do about it, settings by their names
     */
    public StartRefusedException(String description, String action) {
        this(description, action, null);
    }

    public StartRefusedException(String description, String action, @Nullable Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    public String action() {
        return action;
    }
}
