package store.retro.mongo;

import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** The one look-up after a commit whose fate is not known, in time that is reserved for it beyond the deadline. */
@Component
public class Verdict {

    private final RequestProperties deadlines;

    Verdict(RequestProperties deadlines) {
        this.deadlines = deadlines;
    }

    /** What the look-up finds; empty if the database cannot be asked in time. */
    public <T> Optional<T> of(Supplier<T> lookUp) {
        try (Deadline.Scope scope = Deadline.open(deadlines.verdict())) {
            return Optional.of(lookUp.get());
        } catch (RuntimeException failure) {
            if (Unavailability.is(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
