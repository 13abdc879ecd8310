package store.retro.order.mail;

import java.util.Objects;

/** A mail was not sent, or nobody can tell whether it was. The message is for operators, and names nobody. */
final class UnsentException extends RuntimeException {

    /** What becomes of it. */
    enum Remedy {
        /** It may go later. */
        TRY_LATER,
        /** It may go once a setting is right; operators should know at once. */
        MEND_SETTING,
        /** It goes only if somebody changes something. */
        ASK_STAFF
    }

    private final Remedy remedy;

    UnsentException(Remedy remedy, String message) {
        super(message, null, false, false);
        this.remedy = remedy;
    }

    Remedy remedy() {
        return remedy;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
