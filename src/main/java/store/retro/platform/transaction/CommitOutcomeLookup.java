package store.retro.platform.transaction;

import java.util.Optional;
import java.util.function.Supplier;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.platform.deadline.RequestProperties;

/** The one look-up after a commit whose fate is not known, in time that is reserved for it beyond the deadline. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class CommitOutcomeLookup {

    private final RequestProperties deadlines;

    /** What the look-up finds; empty if the database cannot be asked in time. */
    public <T> Optional<T> find(Supplier<T> lookUp) {
        return DatabaseUnavailable.orEmpty(deadlines.commitOutcomeLookup(), lookUp);
    }
}
