package store.retro.platform.problem;

import java.util.List;

/** The problems of one room, by a bean of each; the general ones need none. */
public record ProblemTypes(List<? extends ProblemType> all) {}
