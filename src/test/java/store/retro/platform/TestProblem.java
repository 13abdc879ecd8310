package store.retro.platform;

import store.retro.platform.problem.ProblemType;

/** A room's; it has texts because a room of the store has the same code. */
enum TestProblem implements ProblemType {
    OUT_OF_STOCK;

    @Override
    public int status() {
        return 409;
    }
}
