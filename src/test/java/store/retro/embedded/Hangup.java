package store.retro.embedded;

/** A fail point wants the connection closed without an answer. */
final class Hangup extends RuntimeException {

    Hangup() {
        super("hang up", null, false, false);
    }
}
