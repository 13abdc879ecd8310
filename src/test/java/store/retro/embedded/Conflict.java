package store.retro.embedded;

/** Somebody else wrote what this one wants to write; of no family that a statement's own errors are caught by. */
final class Conflict extends RuntimeException {

    Conflict() {
        super("write conflict", null, false, false);
    }
}
