package store.retro.embedded;

/** A fail point wants the connection closed without an answer. */
final class CloseConnection extends RuntimeException {

    CloseConnection() {
        super("hang up", null, false, false);
    }
}
