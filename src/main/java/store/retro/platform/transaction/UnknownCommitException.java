package store.retro.platform.transaction;

import com.mongodb.MongoException;

/** The commit was sent, as often as the budget allows, and its fate is not known: it may have happened. */
public class UnknownCommitException extends RuntimeException {

    UnknownCommitException(MongoException last) {
        super("the commit's outcome is unknown", last);
    }

    /** For one whose transaction is in another's hands, who has not said in time what became of it. */
    public UnknownCommitException() {
        super("whoever commits has not said in time what became of it");
    }
}
