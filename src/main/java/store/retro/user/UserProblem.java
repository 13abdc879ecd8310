package store.retro.user;

import lombok.RequiredArgsConstructor;
import store.retro.platform.problem.ProblemType;

/** What may be wrong with the user of a token. */
@RequiredArgsConstructor
public enum UserProblem implements ProblemType {
    UNKNOWN_USER(403),
    /** The sign-in is too long ago. */
    SIGN_IN_AGAIN(403),
    ORDERS_OPEN(409);

    private final int status;

    @Override
    public int status() {
        return status;
    }
}
