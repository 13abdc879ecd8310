package store.retro.user.account;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.platform.background.BackgroundProperties;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.user.User;
import store.retro.user.Users;

/** Lets users who were erased buy again. What is left of them is emptied first, so that nothing new ever is. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class Readmission {

    private final Users users;
    private final ErasedUsers erased;
    private final ErasureWork work;
    private final BackgroundProperties background;
    private final Clock clock;

    /** @throws ProblemException {@code not-found}, or {@code try-again} while they are being emptied */
    void readmit(String id) {
        String token = UUID.randomUUID().toString();
        Instant now = clock.instant();
        boolean claimed = erased.claim(id, token, now, now.plus(background.lease()));
        while (claimed && work.emptySome(id)) {
            Deadline.remainingOrFail();
        }
        if (!(claimed && erased.readmit(id, token)) && find(id).isErased()) {
            throw new ProblemException(
                            GeneralProblem.TRY_AGAIN, "What is left of the customer is being emptied at this moment.")
                    .retryAfter(background.lease());
        }
    }

    private User find(String id) {
        return users.find(id)
                .orElseThrow(() -> new ProblemException(GeneralProblem.NOT_FOUND, "There is no such customer."));
    }
}
