package store.retro.reliability;

/**
 * Where an operation is held: before or after one of its steps.
 *
 * @param index the step's among those of the same name, from zero: on a busy machine another may come between
 */
record HoldPoint(Operation operation, String step, int index, ProxyFault.Moment moment) {

    boolean is(String otherStep, int otherIndex, ProxyFault.Moment otherMoment) {
        return index == otherIndex && moment == otherMoment && step.equals(otherStep);
    }

    /** Whether it is at the claim of a worker, who soon gives up waiting for it. */
    boolean atClaim() {
        return step.startsWith("claim ");
    }
}
