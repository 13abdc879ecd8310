package store.retro.platform.problem;

import java.util.List;

/** The problems of one room; a bean of each. */
public record ProblemTypes(List<? extends ProblemType> all) {}
