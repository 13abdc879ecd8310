package store.retro.embedded;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One command as it came in, with its arguments read and checked. */
final class Request {

    /** What any command may carry. */
    private static final Set<String> GENERIC = Set.of(
            "$db",
            "lsid",
            "txnNumber",
            "autocommit",
            "startTransaction",
            "stmtId",
            "stmtIds",
            "readConcern",
            "writeConcern",
            "maxTimeMS",
            "comment",
            "$clusterTime",
            "$readPreference",
            "apiVersion",
            "apiStrict",
            "apiDeprecationErrors");

    private final Document body;
    private final String name;
    private final Connection connection;
    private final MaxTime deadline;

    Request(Connection connection, Document body) {
        this.connection = connection;
        this.body = body;
        this.name = body.isEmpty() ? "" : body.keySet().iterator().next();
        this.deadline = MaxTime.ofMaxTime(number("maxTimeMS"));
    }

    String name() {
        return name;
    }

    Connection connection() {
        return connection;
    }

    MaxTime deadline() {
        return deadline;
    }

    String database() {
        return body.get("$db") instanceof String database ? database : "test";
    }

    /** The collection that the command's own field names. */
    Namespace namespace() {
        return Namespace.of(database(), body.get(name));
    }

    @Nullable
    Object target() {
        return body.get(name);
    }

    Document body() {
        return body;
    }

    /** @throws CommandError IDLUnknownField when an argument is not among these: it would go without effect */
    void allowOnly(Set<String> arguments) {
        for (String field : body.keySet()) {
            if (!field.equals(name) && !GENERIC.contains(field) && !arguments.contains(field)) {
                throw new CommandError(
                        40415, "IDLUnknownField", "BSON field '" + name + "." + field + "' is an unknown field.");
            }
        }
        refuseUnlessEmpty("let", body.get("let"));
        refuseCollation(body.get("collation"));
        if (has("apiVersion") && !"1".equals(body.get("apiVersion"))) {
            throw new CommandError(322, "APIVersionError", "API version must be \"1\"");
        }
    }

    static void refuseCollation(@Nullable Object collation) {
        if (collation instanceof Document document && !"simple".equals(document.get("locale"))) {
            throw Codes.notSupported("collations other than simple are not supported");
        }
    }

    static void refuseUnlessEmpty(String option, @Nullable Object value) {
        if (value instanceof Document document && !document.isEmpty()) {
            throw Codes.notSupported("'" + option + "' is not supported");
        }
    }

    boolean has(String field) {
        return body.containsKey(field);
    }

    @Nullable
    Object get(String field) {
        return body.get(field);
    }

    boolean flag(String field) {
        return Utils.isTrue(body.get(field));
    }

    /** An argument that is a document, by default an empty one. */
    Document document(String field) {
        return document(body, field);
    }

    static Document document(Document container, String field) {
        Object value = container.get(field);
        if (value == null) {
            return new Document();
        }
        if (value instanceof Document document) {
            return document;
        }
        throw Codes.typeMismatch("BSON field '" + field + "' is the wrong type, expected type 'object'");
    }

    /** A required argument that is an array of documents. */
    List<Document> documents(String field) {
        List<Document> documents = new ArrayList<>();
        if (!(body.get(field) instanceof List<?> list)) {
            throw new CommandError(40414, "IDLFailedToParse", "BSON field '" + name + "." + field + "' is missing");
        }
        for (Object element : list) {
            if (!(element instanceof Document document)) {
                throw Codes.typeMismatch("BSON field '" + name + "." + field + "' must hold objects");
            }
            documents.add(document);
        }
        return documents;
    }

    @Nullable
    Number number(String field) {
        Object value = body.get(field);
        if (value == null || value instanceof Number) {
            return (Number) value;
        }
        throw Codes.typeMismatch("BSON field '" + name + "." + field + "' is the wrong type, expected a number");
    }

    long count(String field, long otherwise) {
        Number number = number(field);
        if (number == null) {
            return otherwise;
        }
        if (number.longValue() < 0) {
            throw new CommandError(51024, "Location51024", "BSON field '" + field + "' value must be >= 0");
        }
        return number.longValue();
    }

    @Nullable
    UUID sessionId() {
        return has("lsid") ? sessionId(body.get("lsid")) : null;
    }

    static UUID sessionId(@Nullable Object lsid) {
        if (lsid instanceof Document document && document.get("id") instanceof UUID id) {
            return id;
        }
        throw Codes.failedToParse("lsid must be a document with a UUID as its id");
    }

    @Nullable
    Long transactionNumber() {
        Number number = number("txnNumber");
        return number == null ? null : number.longValue();
    }

    boolean isInTransaction() {
        return has("autocommit");
    }

    boolean startsTransaction() {
        return has("startTransaction");
    }

    /** Statement number within a retryable write. */
    int statement(int index) {
        if (body.get("stmtIds") instanceof List<?> list) {
            return ((Number) list.get(index)).intValue();
        }
        return body.get("stmtId") instanceof Number first ? first.intValue() + index : index;
    }

    /** Checks what belongs together among the arguments about sessions. */
    void checkTransactionArguments() {
        Long number = transactionNumber();
        if (number != null && !has("lsid")) {
            throw Codes.invalidOptions("Transaction number requires a session ID to also be specified");
        }
        if (number != null && number < 0) {
            throw Codes.invalidOptions("Transaction number cannot be negative");
        }
        if (has("autocommit") && (number == null || flag("autocommit"))) {
            throw Codes.invalidOptions("autocommit may only be false, and only with a transaction number");
        }
        if (has("startTransaction") && !(has("autocommit") && flag("startTransaction"))) {
            throw Codes.invalidOptions("startTransaction may only be true, and only with autocommit: false");
        }
    }
}
