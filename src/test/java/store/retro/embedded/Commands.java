package store.retro.embedded;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of every command from its document to its answer: fail points, the checks that are the same for all, the
 * session and its transaction, the command itself, error labels and the logical time.
 */
final class Commands {

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private static final Set<String> CONCERNS_IN_TRANSACTION = Set.of("local", "majority", "snapshot");
    private static final Set<String> CONCERNS_OF_OTHERS = Set.of("local", "available", "majority", "linearizable");
    private static final Set<String> CONCERNS = Set.of("local", "available", "majority", "linearizable", "snapshot");
    private static final Set<String> SNAPSHOT_READS = Set.of("find", "aggregate", "distinct");
    static final Set<String> SYSTEM_DATABASES = Set.of("admin", "config", "local");

    /** As 8.0 has it: 4.4 refuses {@code admin}, too. */
    private static final Set<String> NOT_IN_TRANSACTIONS = Set.of("config", "local");

    private final Map<String, Command> commands = new HashMap<>();
    private final Member member;
    private final Storage store;
    private final Sessions sessions;
    private final FailCommands failPoints;
    private final Snapshots snapshots;
    private final AtomicLong time = new AtomicLong();

    Commands(Member member, Storage store, Sessions sessions, FailCommands failPoints, Snapshots snapshots) {
        this.member = member;
        this.snapshots = snapshots;
        this.store = store;
        this.sessions = sessions;
        this.failPoints = failPoints;
    }

    void register(String name, Command command) {
        commands.put(name, command);
    }

    /** @return null when the connection is to be closed without an answer */
    @Nullable
    Document run(Connection connection, Document body) {
        Request request;
        try {
            request = new Request(connection, body);
        } catch (CommandError e) {
            return stamped(e.toResponse());
        }
        Document fault = request.name().equals("configureFailPoint") ? null : failPoints.enterCommand(request);
        try {
            if (fault != null) {
                store.waits().sleep(FailCommands.blockMillis(fault));
                if (Utils.isTrue(fault.get("closeConnection"))) {
                    return null;
                }
                failWith(fault);
            }
            return stamped(finished(request, dispatch(request), fault));
        } catch (CloseConnection e) {
            return null;
        } catch (CommandError e) {
            return stamped(finished(request, e.toResponse(), fault));
        } catch (Conflict e) {
            return stamped(finished(request, Codes.writeConflict().toResponse(), fault));
        } catch (MongoServerException e) {
            return stamped(finished(request, CommandError.from(e).toResponse(), fault));
        } catch (RuntimeException e) {
            LOG.warn("command {} failed", request.name(), e);
            CommandError internal = new CommandError(8, "UnknownError", e.toString());
            return stamped(finished(request, internal.toResponse(), fault));
        }
    }

    private static void failWith(Document fault) {
        if (fault.get("errorCode") instanceof Number code) {
            // a real server cannot make up the details that a duplicate key error has to have, and says so
            int effective = code.intValue() == Codes.DUPLICATE_KEY ? 40671 : code.intValue();
            throw new CommandError(
                    effective, Labels.codeName(effective), "Failing command via 'failCommand' failpoint");
        }
    }

    private Document dispatch(Request request) {
        Command command = commands.get(request.name());
        if (command == null) {
            throw new CommandError(59, "CommandNotFound", "no such command: '" + request.name() + "'");
        }
        request.checkTransactionArguments();
        checkReadConcern(request);
        WriteConcern writeConcern = WriteConcern.of(request);
        Document response = request.isInTransaction() ? inTransaction(request, command) : plain(request, command);
        if (command.is(Command.Trait.WRITES)) {
            time.incrementAndGet();
        }
        writeConcern.addErrorTo(response);
        return response;
    }

    private Document plain(Request request, Command command) {
        request.allowOnly(command.arguments());
        Long number = request.transactionNumber();
        if (number == null) {
            Scope scope = Scope.plain(store, request.deadline(), failPoints, snapshots, null);
            chooseSnapshot(request, scope);
            return command.handler().run(request, scope);
        }
        if (!command.is(Command.Trait.RETRYABLE_WRITE)) {
            throw new CommandError(
                    50768,
                    "NotARetryableWriteCommand",
                    "txnNumber may only be provided for multi-document transactions and retryable write commands."
                            + " autocommit:false was not provided, and " + request.name() + " is not one of these.");
        }
        Session session = sessions.get(request.sessionId());
        session.checkOut();
        Scope scope = Scope.plain(store, request.deadline(), failPoints, snapshots, session);
        try {
            session.enterRetryableWrite(number);
            Document response = command.handler().run(request, scope);
            scope.addRetriedTo(response);
            return response;
        } finally {
            session.checkIn();
            scope.hangUpIfWanted();
        }
    }

    private void chooseSnapshot(Request request, Scope scope) {
        Document concern = request.document("readConcern");
        if (!"snapshot".equals(concern.get("level"))) {
            return;
        }
        if (concern.get("atClusterTime") instanceof BsonTimestamp asked) {
            scope.readAt(asked);
        } else {
            long now = time.updateAndGet(last -> Math.max(last + 1, currentSecond()));
            snapshots.take(now);
            scope.readAt(new BsonTimestamp(now));
        }
    }

    private Document inTransaction(Request request, Command command) {
        boolean ends =
                request.name().equals("commitTransaction") || request.name().equals("abortTransaction");
        if (request.has("writeConcern") && !ends) {
            throw Codes.invalidOptions("writeConcern is not allowed within a multi-statement transaction");
        }
        if (request.document("readConcern").containsKey("level") && !request.startsTransaction()) {
            throw Codes.invalidOptions("only the first command in a transaction may specify a readConcern");
        }
        checkSupport(request, command);
        Session session = sessions.get(request.sessionId());
        session.checkOut();
        try {
            request.allowOnly(command.arguments());
            if (ends) {
                return end(request, session);
            }
            if (request.startsTransaction()) {
                session.startTransaction(request.transactionNumber());
            } else {
                session.continueTransaction(request.transactionNumber());
            }
            return statement(request, command, session);
        } finally {
            session.checkIn();
        }
    }

    private static Document end(Request request, Session session) {
        if (!request.database().equals("admin")) {
            throw new CommandError(13, "Unauthorized", request.name() + " may only be run against the admin database.");
        }
        if (request.startsTransaction()) {
            throw Codes.invalidOptions(request.name() + " cannot start a transaction");
        }
        if (request.name().equals("commitTransaction")) {
            session.commit(request.transactionNumber());
        } else {
            session.abort(request.transactionNumber());
        }
        return new Document();
    }

    /** Whatever goes wrong in a statement aborts the transaction, even if it is reported as a write error. */
    private Document statement(Request request, Command command, Session session) {
        boolean good = false;
        try {
            Txn transaction = session.transaction();
            transaction.checkAlive();
            Scope scope = Scope.inTransaction(store, request.deadline(), failPoints, snapshots, transaction);
            Document response = command.handler().run(request, scope);
            good = !response.containsKey("writeErrors") && !(response.get("nErrors") instanceof Integer n && n > 0);
            return response;
        } finally {
            if (!good) {
                session.abortIfOpen();
            }
        }
    }

    /** What is refused here does not touch the transaction: it stays open, or does not begin. */
    private static void checkSupport(Request request, Command command) {
        if (!command.is(Command.Trait.IN_TRANSACTION)) {
            throw notInTransaction("Cannot run '" + request.name() + "' in a multi-document transaction.");
        }
        if (NOT_IN_TRANSACTIONS.contains(request.database())) {
            throw notInTransaction(
                    "Cannot run command against the '" + request.database() + "' database in a transaction.");
        }
    }

    private static CommandError notInTransaction(String message) {
        return new CommandError(263, "OperationNotSupportedInTransaction", message);
    }

    private static void checkReadConcern(Request request) {
        Object level = request.document("readConcern").get("level");
        if (level == null) {
            return;
        }
        Set<String> allowed = CONCERNS_IN_TRANSACTION;
        if (!request.isInTransaction()) {
            allowed = SNAPSHOT_READS.contains(request.name()) ? CONCERNS : CONCERNS_OF_OTHERS;
        }
        if (!allowed.contains(level)) {
            throw Codes.invalidOptions("the read concern level '" + level + "' is not supported here");
        }
    }

    private Document finished(Request request, Document response, @Nullable Document fault) {
        member.addVersionTo(response);
        if (!response.containsKey("ok")) {
            response.put("ok", 1.0);
        }
        if (fault != null
                && fault.get("writeConcernError") instanceof Document error
                && !fault.containsKey("errorCode")) {
            response.put("writeConcernError", error);
        }
        if (fault != null && fault.get("errorLabels") instanceof Collection<?> labels) {
            putLabels(response, labels);
        } else {
            Integer code = (Integer) response.get("code");
            Integer writeConcernCode = response.get("writeConcernError") instanceof Document error
                    ? ((Number) error.get("code")).intValue()
                    : null;
            putLabels(response, Labels.of(request, code, writeConcernCode));
        }
        return response;
    }

    private static void putLabels(Document response, Collection<?> labels) {
        if (!labels.isEmpty()) {
            response.put("errorLabels", List.copyOf(labels));
        }
    }

    private static long currentSecond() {
        return (System.currentTimeMillis() / 1000) << 32 | 1;
    }

    /** The time of the last write, which a causally consistent session hands from one command to the next. */
    private Document stamped(Document response) {
        BsonTimestamp timestamp = new BsonTimestamp(time.accumulateAndGet(currentSecond(), Math::max));
        response.put(
                "$clusterTime",
                new Document("clusterTime", timestamp)
                        .append("signature", new Document("hash", new BinData(new byte[20])).append("keyId", 0L)));
        response.put("operationTime", timestamp);
        return response;
    }
}
