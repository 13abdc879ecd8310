package store.retro.platform;

import store.retro.platform.problem.ProblemText;
import store.retro.platform.problem.ProblemType;

enum TestProblem implements ProblemType {
    OUT_OF_STOCK;

    @Override
    public ProblemText text() {
        return new ProblemText(409, "Too few", "There are fewer than were asked for.", "Ask for fewer.");
    }
}
