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
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The commands that write documents. */
final class Writes {

    static final String BYPASS = "bypassDocumentValidation";

    private static final int MAX_BATCH = 100_000;
    private static final Set<String> UPDATE_FIELDS =
            Set.of("q", "u", "multi", "upsert", "arrayFilters", "hint", "collation", "sort", "sampleId");
    private static final Set<String> DELETE_FIELDS = Set.of("q", "limit", "hint", "collation", "sampleId");

    void register(Commands commands) {
        Set<Command.Trait> traits = EnumSet.of(IN_TRANSACTION, RETRYABLE_WRITE, WRITES);
        commands.register("insert", Command.of(this::insert, traits, "documents ordered bypassDocumentValidation"));
        commands.register("update", Command.of(this::update, traits, "updates ordered let bypassDocumentValidation"));
        commands.register("delete", Command.of(this::delete, traits, "deletes ordered let"));
        Command findAndModify = Command.of(
                this::findAndModify,
                traits,
                "query sort remove update new fields upsert arrayFilters hint let collation "
                        + "bypassDocumentValidation");
        commands.register("findAndModify", findAndModify);
        commands.register("findandmodify", findAndModify);
    }

    private Document insert(Request request, Scope scope) {
        Namespace namespace = request.namespace();
        List<Document> documents = request.documents("documents");
        Batch batch = new Batch();
        boolean unvalidated = request.flag(BYPASS);
        batch.run(request, scope, documents.size(), i -> insertion(namespace, documents.get(i), unvalidated));
        return batch.toResponse(false);
    }

    static Function<Txn, Document> insertion(Namespace namespace, Document document, boolean unvalidated) {
        Document complete = Documents.withId(document);
        return txn -> {
            new Documents(txn, new Catalogue(txn).findOrCreate(namespace), unvalidated).insert(complete);
            return new Document("n", 1);
        };
    }

    private Document update(Request request, Scope scope) {
        Namespace namespace = request.namespace();
        List<Document> updates = request.documents("updates");
        Batch batch = new Batch();
        batch.run(request, scope, updates.size(), i -> {
            Document update = updates.get(i);
            allowOnly(update, UPDATE_FIELDS);
            Updating updating = Updating.of(
                    update, Request.document(update, "q"), update.get("u"), Utils.isTrue(update.get("multi")));
            if (updating.multi() && scope.isRetryableWrite()) {
                throw Codes.invalidOptions("Cannot use (or request) retryable writes with multi=true");
            }
            return updating.on(namespace, request.flag(BYPASS));
        });
        return batch.toResponse(true);
    }

    private Document delete(Request request, Scope scope) {
        Namespace namespace = request.namespace();
        List<Document> deletes = request.documents("deletes");
        Batch batch = new Batch();
        batch.run(request, scope, deletes.size(), i -> {
            Document delete = deletes.get(i);
            allowOnly(delete, DELETE_FIELDS);
            if (!(delete.get("limit") instanceof Number limit)) {
                throw Codes.failedToParse("missing limit field");
            }
            if (limit.intValue() == 0 && scope.isRetryableWrite()) {
                throw Codes.invalidOptions("Cannot use (or request) retryable writes with limit=0");
            }
            return deletion(namespace, Request.document(delete, "q"), limit.intValue(), delete.get("hint"));
        });
        return batch.toResponse(false);
    }

    static Function<Txn, Document> deletion(Namespace namespace, Document filter, int limit, @Nullable Object hint) {
        Query.validate(filter);
        return txn -> {
            CollectionInfo info = new Catalogue(txn).find(namespace);
            if (info == null) {
                return new Document("n", 0);
            }
            List<Document> found = new Query(txn, info, filter, new Document(), hint).find(0, limit);
            found.forEach(new Documents(txn, info)::delete);
            return new Document("n", found.size());
        };
    }

    static void allowOnly(Document statement, Set<String> fields) {
        for (String field : statement.keySet()) {
            if (!fields.contains(field)) {
                throw new CommandError(40415, "IDLUnknownField", "BSON field '" + field + "' is an unknown field.");
            }
        }
        Request.refuseCollation(statement.get("collation"));
    }

    private Document findAndModify(Request request, Scope scope) {
        boolean remove = request.flag("remove");
        if (remove == request.has("update")) {
            throw Codes.failedToParse("Either an update or remove=true must be specified, and not both");
        }
        if (remove && (request.flag("new") || request.flag("upsert"))) {
            throw Codes.failedToParse("Cannot specify new=true or upsert=true with remove=true");
        }
        Document filter = request.document("query");
        Query.validate(filter);
        Updater updater = remove ? null : Updater.of(request.get("update"), request.get("arrayFilters"), false);
        Projector projector = Projector.of(request.document("fields"));
        return new Document(scope.statement(request.statement(0), txn -> {
            Document old = first(request, txn, filter);
            Documents documents = documents(request, txn, old != null || updater != null);
            if (updater == null) {
                return removeFound(documents, old, projector);
            }
            return modifyFound(request, documents, old, updater, projector);
        }));
    }

    private static @Nullable Document first(Request request, Txn txn, Document filter) {
        CollectionInfo info = new Catalogue(txn).find(request.namespace());
        if (info == null) {
            return null;
        }
        List<Document> found = new Query(txn, info, filter, request.document("sort"), request.get("hint")).find(0, 1);
        return found.isEmpty() ? null : found.get(0);
    }

    private static @Nullable Documents documents(Request request, Txn txn, boolean needed) {
        boolean creates = needed && request.flag("upsert");
        Catalogue catalogue = new Catalogue(txn);
        CollectionInfo info =
                creates ? catalogue.findOrCreate(request.namespace()) : catalogue.find(request.namespace());
        return info == null ? null : new Documents(txn, info, request.flag(BYPASS));
    }

    private static Document removeFound(@Nullable Documents documents, @Nullable Document old, Projector projector) {
        Document last = new Document("n", old == null ? 0 : 1);
        if (old == null || documents == null) {
            return new Document("lastErrorObject", last).append("value", null);
        }
        documents.delete(old);
        return new Document("lastErrorObject", last).append("value", projector.project(old));
    }

    private static Document modifyFound(
            Request request,
            @Nullable Documents documents,
            @Nullable Document old,
            Updater updater,
            Projector projector) {
        Document last = new Document("n", 0).append("updatedExisting", old != null);
        Document changed = null;
        if (documents != null && old != null) {
            changed = updater.apply(old, request.document("query"));
            if (!changed.equals(old)) {
                documents.replace(old, changed);
            }
            last.put("n", 1);
        } else if (documents != null && request.flag("upsert")) {
            changed = updater.insertion(request.document("query"));
            documents.insert(changed);
            last.put("n", 1);
            last.put("upserted", changed.get("_id"));
        }
        Document value = request.flag("new") ? changed : old;
        return new Document("lastErrorObject", last).append("value", value == null ? null : projector.project(value));
    }

    /** The statements of one command and what became of them. */
    static final class Batch {
        private int n;
        private int modified;
        private final List<Document> upserted = new ArrayList<>();
        private final List<Document> errors = new ArrayList<>();

        /** Runs them in order; in a transaction, or when the command is ordered, until one fails. */
        void run(Request request, Scope scope, int size, IntFunction<Function<Txn, Document>> statement) {
            if (size == 0 || size > MAX_BATCH) {
                throw new CommandError(
                        16, "InvalidLength", "Write batch sizes must be between 1 and " + MAX_BATCH + ". Got " + size);
            }
            boolean ordered = scope.isTransaction() || !request.has("ordered") || request.flag("ordered");
            for (int i = 0; i < size && (errors.isEmpty() || !ordered); i++) {
                try {
                    add(i, scope.statement(request.statement(i), statement.apply(i)));
                } catch (CommandError e) {
                    addError(i, e);
                } catch (MongoServerException e) {
                    addError(i, CommandError.from(e));
                }
            }
        }

        private void add(int index, Document answer) {
            n += (Integer) answer.get("n");
            modified += answer.get("nModified") instanceof Integer count ? count : 0;
            if (answer.containsKey("upserted")) {
                upserted.add(new Document("index", index).append("_id", answer.get("upserted")));
            }
        }

        private void addError(int index, CommandError error) {
            if (error.endsTheCommand()) {
                throw error;
            }
            errors.add(error.toWriteError(index));
        }

        Document toResponse(boolean ofUpdates) {
            Document response = new Document("n", n);
            if (ofUpdates) {
                response.put("nModified", modified);
            }
            if (!upserted.isEmpty()) {
                response.put("upserted", upserted);
            }
            if (!errors.isEmpty()) {
                response.put("writeErrors", errors);
            }
            return response;
        }
    }
}
