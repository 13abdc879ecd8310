package store.retro.user;

import store.retro.platform.problem.ProblemText;
import store.retro.platform.problem.ProblemType;

/** What may be wrong with the user of a token. */
public enum UserProblem implements ProblemType {
    UNKNOWN_USER(
            403,
            "The user is not known here",
            "The token is good, but the store has no user of that name.",
            "Use the token of a registered user.");

    private final ProblemText text;

    UserProblem(int status, String title, String meaning, String advice) {
        this.text = new ProblemText(status, title, meaning, advice);
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
