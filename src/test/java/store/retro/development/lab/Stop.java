package store.retro.development.lab;

/** Before which of its commands an attempt is held. */
@FunctionalInterface
interface Stop {

    Stop NEVER = command -> false;

    /** The next that writes, or commits. */
    Stop NEXT_WRITE = command -> command.writes() || command.isCommit();

    boolean isAt(Command command);

    static Stop before(String name, String collection) {
        return command -> command.name().equals(name) && collection.equals(command.collection());
    }

    Stop COMMIT = Command::isCommit;
}
