package store.retro.reliability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a service says to the outside for one operation of one buyer, step by step. It can be held at one of these
 * steps: nothing of it passes any more, until the service gives up waiting or dies.
 *
 * <p>A message belongs to it if it names the buyer or what is the buyer's, or is of a transaction in which another one
 * did. Work in the background begins with a claim, which counts only if it was won: several workers may try.
 */
final class CommandTrace {

    private final Operation operation;
    private final Set<String> names;
    private final @Nullable HoldPoint stop;
    private final Set<String> transactions = new HashSet<>();
    private final List<String> steps = new ArrayList<>();
    private boolean bar;
    private @Nullable Encounter held;
    private boolean over;

    /**
     * @param names of the buyer, and of what only this buyer has
     * @param stop where it is to be held
     */
    CommandTrace(Operation operation, Set<String> names, @Nullable HoldPoint stop) {
        this.operation = operation;
        this.names = names;
        this.stop = stop;
    }

    /** The steps so far. */
    synchronized List<String> steps() {
        return List.copyOf(steps);
    }

    /** Whether it is being held at this moment. */
    synchronized boolean isHeld() {
        return held != null;
    }

    /** Whether it is held, or will not be any more. */
    synchronized boolean isSettled() {
        return held != null || over;
    }

    /** Lets no claim pass, of no kind of work; the workers try again and again. */
    synchronized void bar() {
        bar = true;
    }

    /** Lets the next claim pass. */
    synchronized void unbar() {
        bar = false;
    }

    /**
     * Takes note of a request on its way.
     *
     * @return empty where it is nothing of this operation
     */
    synchronized Optional<Encounter> meet(Message message) {
        if (bar && Operation.isAnyClaim(message) && message.names(names)) {
            return Optional.of(new Encounter(message.command(), nth(message.command()), true));
        }
        if (!concerns(message)) {
            return Optional.empty();
        }
        if (!message.transaction().isEmpty()) {
            transactions.add(message.transaction());
        }
        boolean claim = operation.isClaim(message);
        if (!claim && steps.isEmpty() && operation.beginsWithClaim()) {
            return Optional.empty();
        }
        String step = claim ? message.command().replace("findAndModify", "claim") : message.command();
        Encounter encounter = new Encounter(step, nth(step), claim);
        if (!claim) {
            steps.add(step);
        }
        return Optional.of(encounter);
    }

    /** How many of them there were. */
    private int nth(String step) {
        return Collections.frequency(steps, step);
    }

    private boolean concerns(Message message) {
        if (!steps.isEmpty() && operation.isLast(steps.get(steps.size() - 1))) {
            return false;
        }
        return !mayBeRemembered(message)
                && operation.mayContain(message)
                && (message.names(names) || transactions.contains(message.transaction()));
    }

    /** Whether the service may know the answer and not ask, so that it is no step of every such operation. */
    private static boolean mayBeRemembered(Message message) {
        return message.transaction().isEmpty()
                && (message.command().equals("find users") || message.command().equals("find products"));
    }

    /** One request of the operation, and the answer to it. */
    final class Encounter {

        private final String step;
        private final int index;
        private final boolean claim;

        private Encounter(String step, int index, boolean claim) {
            this.step = step;
            this.index = index;
            this.claim = claim;
        }

        /** Whether the request is to be kept back. */
        boolean stopsRequest() {
            synchronized (CommandTrace.this) {
                if (bar && claim) {
                    return true;
                }
                if (held != null && !claim) {
                    giveUp();
                }
                return held != null || holds(index, ProxyFault.Moment.BEFORE);
            }
        }

        /** Whether the answer is to be kept back. */
        boolean stopsAnswer(String answer) {
            synchronized (CommandTrace.this) {
                if (!claim) {
                    return holds(index, ProxyFault.Moment.AFTER);
                }
                if (names.stream().noneMatch(answer::contains)) {
                    return false;
                }
                steps.add(step);
                return holds(nth(step) - 1, ProxyFault.Moment.AFTER);
            }
        }

        private boolean holds(int at, ProxyFault.Moment moment) {
            if (stop == null || over || held != null || !stop.is(step, at, moment)) {
                return false;
            }
            held = this;
            return true;
        }

        /** The service does not wait for the answer any more. */
        void abandoned() {
            synchronized (CommandTrace.this) {
                if (held == this) {
                    giveUp();
                }
            }
        }

        private void giveUp() {
            held = null;
            over = true;
        }
    }
}
