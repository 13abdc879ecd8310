package store.retro.platform.transaction;

import java.util.Optional;
import java.util.function.Supplier;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.platform.deadline.RequestProperties;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;

/** The one look-up after a commit whose fate is not known, in time that is reserved for it beyond the deadline. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class CommitOutcomeLookup {

    private final RequestProperties deadlines;

    /**
     * What the look-up finds, if the database can be asked in time.
     *
     * @param what is not known as long as it finds nothing
     * @throws ProblemException {@code outcome-unknown}
     */
    public <T> T require(Supplier<Optional<T>> lookUp, String what) {
        return DatabaseUnavailable.orEmpty(deadlines.commitOutcomeLookup(), lookUp)
                .flatMap(found -> found)
                .orElseThrow(() -> new ProblemException(
                        GeneralProblem.OUTCOME_UNKNOWN,
                        "It is not known " + what + "; repeat the request to learn it."));
    }
}
