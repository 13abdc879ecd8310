package store.retro.embedded;

import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoDatabase;
import java.util.List;
import org.bson.Document;

/** The commands of one transaction as they are sent, with a transaction number of one's choice. */
final class RawTransaction {

    private static final int ROOM_BELOW = 10;

    private final ClientSession session;
    private final MongoDatabase database;
    private final MongoDatabase admin;
    private final long number;
    private boolean started;

    private RawTransaction(ClientSession session, MongoDatabase database, MongoDatabase admin, long number) {
        this.session = session;
        this.database = database;
        this.admin = admin;
        this.number = number;
    }

    static RawTransaction of(ClientSession session, MongoDatabase database, MongoDatabase admin) {
        long number = session.getServerSession().advanceTransactionNumber() + ROOM_BELOW;
        // the driver does not know these numbers, so it must not use the session again
        session.getServerSession().markDirty();
        return new RawTransaction(session, database, admin, number);
    }

    long number() {
        return number;
    }

    /** Another transaction of the same session, with a number higher or lower by this. */
    RawTransaction plus(int difference) {
        return new RawTransaction(session, database, admin, number + difference);
    }

    /** As if the first statement had been sent already. */
    RawTransaction continuing() {
        started = true;
        return this;
    }

    Document run(Document statement) {
        Document complete = numbered(statement).append("autocommit", false);
        if (!started) {
            complete.append("startTransaction", true);
        }
        started = true;
        return database.runCommand(session, complete);
    }

    /** Outside a transaction, as a retryable write is sent. */
    Document runRetryable(Document statement) {
        return database.runCommand(session, numbered(statement));
    }

    Document insert(int id) {
        return run(insertion(id));
    }

    static Document insertion(int id) {
        return new Document("insert", "items").append("documents", List.of(new Document("_id", id)));
    }

    /** As {@link #run}, for the command that comes by {@code admin}. */
    Document runOnAdmin(Document statement) {
        return new RawTransaction(session, admin, admin, number).run(statement);
    }

    Document commit() {
        return end(new Document("commitTransaction", 1));
    }

    Document abort() {
        return end(new Document("abortTransaction", 1));
    }

    /** So that the next test finds no locks. */
    void abortIfOpen() {
        try {
            abort();
        } catch (MongoCommandException e) {
            // it has ended already, or another one of the session has taken its place
            admin.runCommand(new Document(
                    "killSessions", List.of(session.getServerSession().getIdentifier())));
        }
    }

    Document end(Document command) {
        return admin.runCommand(session, numbered(command).append("autocommit", false));
    }

    private Document numbered(Document statement) {
        return new Document(statement).append("txnNumber", number);
    }
}
