package store.retro.embedded;

/** The error codes that more than one class needs, and the errors that are always worded alike. */
final class Codes {

    static final int BAD_VALUE = 2;
    static final int MAX_TIME_EXPIRED = 50;
    static final int INVALID_OPTIONS = 72;
    static final int WRITE_CONFLICT = 112;
    static final int NO_SUCH_TRANSACTION = 251;
    static final int TRANSACTION_COMMITTED = 256;
    static final int DUPLICATE_KEY = 11000;

    private Codes() {}

    static CommandError badValue(String message) {
        return new CommandError(BAD_VALUE, "BadValue", message);
    }

    static CommandError failedToParse(String message) {
        return new CommandError(9, "FailedToParse", message);
    }

    static CommandError typeMismatch(String message) {
        return new CommandError(14, "TypeMismatch", message);
    }

    static CommandError invalidOptions(String message) {
        return new CommandError(INVALID_OPTIONS, "InvalidOptions", message);
    }

    static CommandError notSupported(String message) {
        return new CommandError(115, "CommandNotSupported", message);
    }

    static CommandError maxTimeExpired() {
        return new CommandError(MAX_TIME_EXPIRED, "MaxTimeMSExpired", "operation exceeded time limit");
    }

    static CommandError interruptedAtShutdown() {
        return new CommandError(11600, "InterruptedAtShutdown", "interrupted at shutdown");
    }

    static CommandError writeConflict() {
        return new CommandError(
                WRITE_CONFLICT,
                "WriteConflict",
                "Caused by :: Write conflict during plan execution and yielding is disabled."
                        + " :: Please retry your operation or multi-document transaction.");
    }

    static CommandError noSuchTransaction(long number) {
        return new CommandError(
                NO_SUCH_TRANSACTION,
                "NoSuchTransaction",
                "Given transaction number " + number + " does not match any in-progress transactions.");
    }

    static CommandError transactionCommitted(long number) {
        return new CommandError(
                TRANSACTION_COMMITTED, "TransactionCommitted", "Transaction " + number + " has been committed.");
    }

    static CommandError namespaceNotFound(String namespace) {
        return new CommandError(26, "NamespaceNotFound", "ns not found: " + namespace);
    }
}
