package store.retro.embedded;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;

/** The commands of one transaction as they are sent, with a transaction number of one's choice. */
final class RawTransaction {

    private final ClientSession session;
    private final MongoDatabase database;
    private final MongoDatabase admin;
    private final long number;
    private boolean started;

    RawTransaction(ClientSession session, MongoDatabase database, MongoDatabase admin, long number) {
        this.session = session;
        this.database = database;
        this.admin = admin;
        this.number = number;
    }

    RawTransaction withNumber(long other) {
        return new RawTransaction(session, database, admin, other);
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

    /** With these arguments only. */
    Document runAsIs(Document statement) {
        return database.runCommand(session, statement);
    }

    Document insert(int id) {
        return run(insertion(id));
    }

    static Document insertion(int id) {
        return new Document("insert", "items").append("documents", java.util.List.of(new Document("_id", id)));
    }

    Document commit() {
        return end("commitTransaction");
    }

    Document abort() {
        return end("abortTransaction");
    }

    private Document end(String command) {
        return admin.runCommand(session, numbered(new Document(command, 1)).append("autocommit", false));
    }

    private Document numbered(Document statement) {
        return new Document(statement).append("txnNumber", number);
    }
}
