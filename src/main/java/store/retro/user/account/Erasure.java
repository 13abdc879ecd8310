package store.retro.user.account;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.platform.admission.AdmittedTransactions;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.security.Caller;
import store.retro.platform.transaction.CommitOutcomeLookup;
import store.retro.platform.transaction.DatabaseUnavailable;
import store.retro.platform.transaction.TransactionErrors;
import store.retro.user.PersonalData;
import store.retro.user.User;
import store.retro.user.UserProblem;
import store.retro.user.Users;

/** Erases users who ask for it, once, however often they ask; {@link ErasureWork} empties what is theirs. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class Erasure {

    private static final Duration SIGNED_IN_WITHIN = Duration.ofMinutes(10);

    private final Users users;
    private final ErasedUsers erased;
    private final List<PersonalData> data;
    private final ErasureTransactions transactions;
    private final AdmittedTransactions admitted;
    private final CommitOutcomeLookup commitOutcome;
    private final Clock clock;

    /**
     * Erases the caller. Unused payments are given back before.
     *
     * @throws ProblemException {@code unknown-user}, {@code sign-in-again}, {@code orders-open}, {@code try-again} or
     *     {@code outcome-unknown}
     */
    void erase(Caller caller) {
        User user = users.find(caller.id()).orElseThrow(Users::unknownUser);
        if (user.isErased()) {
            return;
        }
        if (!caller.signedInWithin(SIGNED_IN_WITHIN, clock.instant())) {
            throw new ProblemException(UserProblem.SIGN_IN_AGAIN);
        }
        // a refusal leaves unused payments as they are
        transactions.requireNothingOpen(user.id());
        data.forEach(each -> each.letGo(user.id()));
        try {
            admitted.run(List.of(Users.admissionKey(user.id())), transactions::erase, user.id());
        } catch (RuntimeException failure) {
            afterFailure(user, failure);
        }
        users.forget(user.id());
    }

    private void afterFailure(User user, RuntimeException failure) {
        if (TransactionErrors.isUnknownCommit(failure)) {
            commitOutcome.require(() -> erased.current(user.id()).filter(User::isErased), "whether you were erased");
        } else if (DatabaseUnavailable.is(failure)) {
            throw new ProblemException(
                    GeneralProblem.TRY_AGAIN, "You could not be erased in time; nothing of you was.");
        } else {
            throw failure;
        }
    }
}
