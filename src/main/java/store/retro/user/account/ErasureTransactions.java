package store.retro.user.account;

import java.time.Clock;
import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import store.retro.platform.problem.ProblemException;
import store.retro.user.PersonalData;
import store.retro.user.UserProblem;

/** One attempt to erase a user. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class ErasureTransactions {

    private final MongoOperations mongo;
    private final List<PersonalData> data;
    private final Clock clock;

    /**
     * Marks the user, whose document each placed order changes, too: one of the two is first, and the other sees it.
     *
     * @throws ProblemException {@code orders-open}, and the mark is taken back
     */
    @Transactional
    public void erase(String userId) {
        if (ErasedUsers.mark(mongo, userId, clock.instant())) {
            requireNothingOpen(userId);
        }
    }

    /** @throws ProblemException {@code orders-open} */
    public void requireNothingOpen(String userId) {
        if (data.stream().anyMatch(each -> each.isOpen(mongo, userId))) {
            throw new ProblemException(UserProblem.ORDERS_OPEN);
        }
    }
}
