package store.retro.reliability;

/**
 * How often something is tried.
 *
 * @param now in this run
 * @param asked by the scorecard
 */
record Times(int now, int asked) {}
