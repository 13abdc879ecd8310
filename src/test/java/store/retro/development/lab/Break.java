package store.retro.development.lab;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import store.retro.development.lab.LabRefusal.Code;

/** What can be done to a held attempt. */
enum Break {
    EXCEPTION("An exception", "The code throws instead of sending this command."),
    CUT("The connection cut", "The connection is gone before the server hears of this command."),
    CONFLICT("A write conflict", "Another buyer, or the same one elsewhere, writes the document first."),
    LOST_REPLY("A lost reply", "The server does it, and the connection is gone before its answer arrives."),
    STALL("A stalled server", "The server does not hear of it, says nothing for three seconds, and is gone."),
    CRASH("A crash", "The store's process is killed, as by kill -9; needs an attempt in the second process."),
    FAILOVER("A failover", "The server answers that it is no longer primary, by a fail point of its own.");

    private final String title;
    private final String says;

    Break(String title, String says) {
        this.title = title;
        this.says = says;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    String says() {
        return says;
    }

    static Break of(String id) {
        return Arrays.stream(values())
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new LabRefusal(Code.INVALID_REQUEST, "There is no such break."));
    }

    /** Why the server cannot be used for it; null when it can. */
    @Nullable
    String whyNotOn(boolean failPoints) {
        return this == FAILOVER && !failPoints
                ? "This server has no fail points; start it with enableTestCommands=1."
                : null;
    }

    /** Why it cannot be done to a command; null when it can. */
    @Nullable
    String whyNotAt(Command command, Site site) {
        boolean commit = command.isCommit();
        return switch (this) {
            case EXCEPTION -> commit ? "All writes are done; the commit is not the code's to fail." : null;
            case CONFLICT ->
                commit || command.name().equals("insert")
                        ? "Nobody else writes a document that is not there yet; stop before users or products."
                        : null;
            case CRASH -> site.process() == null ? "Begin the attempt in the second process." : null;
            case CUT, LOST_REPLY, STALL, FAILOVER -> null;
        };
    }
}
