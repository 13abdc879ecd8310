package store.retro.platform.problem;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is refused for a reason its sender can act on; {@link ProblemExceptionHandler} turns it into
 * problem+json. It has no stack trace: it is an answer, and refusing has to be cheap when there is too much to do.
 */
public class ProblemException extends RuntimeException {

    private final ProblemType problem;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private Duration retryAfter = Duration.ofSeconds(1);

    /** @param detail a sentence for the client; nothing of the inside */
    public ProblemException(ProblemType problem, String detail) {
        this(problem, detail, null);
    }

    /** Says no more than what the problem always means. */
    public ProblemException(ProblemType problem) {
        this(problem, problem.text().meaning());
    }

    private ProblemException(ProblemType problem, String detail, @Nullable Throwable cause) {
        super(detail, cause, true, false);
        this.problem = problem;
    }

    /**
     * One that its sender can do nothing about: {@code internal-error}.
     *
     * @param cause for the log
     */
    public static ProblemException defect(Throwable cause) {
        String detail = "Something went wrong; the trace id helps us to find out what.";
        return new ProblemException(GeneralProblem.INTERNAL_ERROR, detail, cause);
    }

    /** Adds a further member of the problem+json, such as {@code errors} of {@code invalid-request}. */
    public ProblemException with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    /** {@code invalid-request} for a member of the body, by its JSON pointer, as validation would have told it. */
    public static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(GeneralProblem.INVALID_REQUEST, pointer + " " + detail + ".")
                .atPointer(pointer, detail);
    }

    /** Adds {@code errors} with one: a member of the body, by its JSON pointer. */
    public ProblemException atPointer(String pointer, String detail) {
        return with(
                ValidationProblems.ERRORS,
                List.of(ValidationProblems.error(ValidationProblems.POINTER, pointer, detail)));
    }

    /** Adds {@code errors} with one: a query parameter. */
    public ProblemException atParameter(String name, String detail) {
        return with(
                ValidationProblems.ERRORS,
                List.of(ValidationProblems.error(ValidationProblems.PARAMETER, name, detail)));
    }

    /** Sets what {@code Retry-After} of a retryable problem says, rounded up to seconds; without it, one second. */
    public ProblemException retryAfter(Duration wait) {
        retryAfter = wait;
        return this;
    }

    public ProblemType problem() {
        return problem;
    }

    /** The further members, in the order they were added. */
    public Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }

    long retryAfterSeconds() {
        return Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }
}
