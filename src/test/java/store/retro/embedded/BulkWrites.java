package store.retro.embedded;

import static store.retro.embedded.Command.Trait.IN_TRANSACTION;
import static store.retro.embedded.Command.Trait.RETRYABLE_WRITE;
import static store.retro.embedded.Command.Trait.WRITES;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The {@code bulkWrite} command of 8.0: writes of all kinds to several collections at once. */
final class BulkWrites {

    private static final Set<String> INSERT = Set.of("insert", "document");
    private static final Set<String> UPDATE =
            Set.of("update", "filter", "updateMods", "multi", "upsert", "arrayFilters", "hint", "collation", "sort");
    private static final Set<String> DELETE = Set.of("delete", "filter", "multi", "hint", "collation");

    private final Cursors cursors;

    BulkWrites(Cursors cursors) {
        this.cursors = cursors;
    }

    void register(Commands commands) {
        commands.register(
                "bulkWrite",
                Command.of(
                        this::run,
                        EnumSet.of(IN_TRANSACTION, RETRYABLE_WRITE, WRITES),
                        "ops nsInfo ordered errorsOnly bypassDocumentValidation let cursor"));
    }

    private Document run(Request request, Scope scope) {
        if (!request.database().equals("admin")) {
            throw new CommandError(13, "Unauthorized", "bulkWrite may only be run against the admin database.");
        }
        List<Namespace> namespaces = request.documents("nsInfo").stream()
                .map(info -> Namespace.parse(info.get("ns")))
                .toList();
        List<Document> operations = request.documents("ops");
        boolean ordered = scope.isTransaction() || !request.has("ordered") || request.flag("ordered");
        Tally tally = new Tally(request.flag("errorsOnly"));
        for (int i = 0; i < operations.size() && (tally.errors == 0 || !ordered); i++) {
            Document operation = operations.get(i);
            try {
                Function<Txn, Document> statement =
                        statement(operation, namespaces, scope, request.flag(Writes.BYPASS));
                tally.add(i, operation, scope.statement(request.statement(i), statement));
            } catch (CommandError e) {
                tally.addError(i, e);
            } catch (MongoServerException e) {
                tally.addError(i, CommandError.from(e));
            }
        }
        Document response = cursors.first(request, new Namespace("admin", "$cmd.bulkWrite"), tally.results, (Number)
                request.document("cursor").getOrDefault("batchSize", Integer.MAX_VALUE));
        response.putAll(tally.counts());
        return response;
    }

    private static Function<Txn, Document> statement(
            Document operation, List<Namespace> namespaces, Scope scope, boolean unvalidated) {
        boolean multi = Utils.isTrue(operation.get("multi"));
        if (multi && scope.isRetryableWrite()) {
            throw Codes.invalidOptions("Cannot use retryable writes with multi=true");
        }
        if (operation.containsKey("insert")) {
            Writes.allowOnly(operation, INSERT);
            return Writes.insertion(
                    namespace(operation, "insert", namespaces), Request.document(operation, "document"), unvalidated);
        }
        if (operation.containsKey("update")) {
            Writes.allowOnly(operation, UPDATE);
            Document filter = Request.document(operation, "filter");
            return Updating.of(operation, filter, operation.get("updateMods"), multi)
                    .on(namespace(operation, "update", namespaces), unvalidated);
        }
        if (operation.containsKey("delete")) {
            Writes.allowOnly(operation, DELETE);
            Document filter = Request.document(operation, "filter");
            Namespace namespace = namespace(operation, "delete", namespaces);
            return Writes.deletion(namespace, filter, multi ? 0 : 1, operation.get("hint"));
        }
        throw Codes.failedToParse("an operation of bulkWrite is an insert, an update or a delete");
    }

    private static Namespace namespace(Document operation, String kind, List<Namespace> namespaces) {
        int index = ((Number) operation.get(kind)).intValue();
        if (index < 0 || index >= namespaces.size()) {
            throw Codes.badValue("BulkWrite ops entry has an invalid nsInfo index.");
        }
        return namespaces.get(index);
    }

    /** What the operations did, each and together. */
    private static final class Tally {
        private final boolean errorsOnly;
        private final List<Document> results = new ArrayList<>();
        private int errors;
        private int inserted;
        private int matched;
        private int modified;
        private int upserted;
        private int deleted;

        Tally(boolean errorsOnly) {
            this.errorsOnly = errorsOnly;
        }

        void add(int index, Document operation, Document answer) {
            int n = (Integer) answer.get("n");
            Document result = new Document("ok", 1.0).append("idx", index).append("n", n);
            if (operation.containsKey("insert")) {
                inserted += n;
            } else if (operation.containsKey("delete")) {
                deleted += n;
            } else {
                result.append("nModified", answer.get("nModified"));
                modified += (Integer) answer.get("nModified");
                if (answer.containsKey("upserted")) {
                    upserted++;
                    result.append("upserted", new Document("_id", answer.get("upserted")));
                } else {
                    matched += n;
                }
            }
            if (!errorsOnly) {
                results.add(result);
            }
        }

        void addError(int index, CommandError error) {
            if (error.endsTheCommand()) {
                throw error;
            }
            errors++;
            Document result = error.toResponse().append("idx", index).append("n", 0);
            results.add(result);
        }

        Document counts() {
            return new Document("nErrors", errors)
                    .append("nInserted", inserted)
                    .append("nMatched", matched)
                    .append("nModified", modified)
                    .append("nUpserted", upserted)
                    .append("nDeleted", deleted);
        }
    }
}
