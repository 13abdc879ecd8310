package store.retro.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Set;

/**
 * What there is to know of a command.
 *
 * @param arguments besides those that any command may carry; all others are refused
 */
record Command(Handler handler, Set<String> arguments, Set<Trait> traits) {

    /** What a command may take part in. */
    enum Trait {
        /** may be a statement of a transaction */
        IN_TRANSACTION,
        /** may carry a transaction number outside a transaction */
        RETRYABLE_WRITE,
        /** changes something, so that a file has to be written before the answer */
        WRITES
    }

    /** Does the work of a command; an answer without {@code ok} is a good one. */
    interface Handler {
        Document run(Request request, Scope scope);
    }

    static Command of(Handler handler, Set<Trait> traits) {
        return new Command(handler, Set.of(), traits);
    }

    /** @param arguments with spaces between them */
    static Command of(Handler handler, Set<Trait> traits, String arguments) {
        return new Command(handler, Set.of(arguments.split(" ")), traits);
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }
}
