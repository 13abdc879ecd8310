package store.retro.embedded;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the documents of a collection have to match.
 *
 * @param query a query whose clauses may be a {@code $jsonSchema}
 * @param moderate whether a document that did not match before may stay so
 * @param warns whether a failure is only logged
 */
record Validator(Document query, boolean moderate, boolean warns) {

    private static final Logger LOG = LoggerFactory.getLogger(Validator.class);
    private static final String SCHEMA = "$jsonSchema";

    /** @throws CommandError when it could not be applied */
    static void checkSyntax(Document query) {
        Document plain = query.clone();
        if (plain.remove(SCHEMA) != null) {
            SchemaSyntax.check(Request.document(query, SCHEMA));
        }
        Query.validate(plain);
    }

    void checkNew(Document document) {
        Document details = failureOf(document);
        if (details != null) {
            refuse(document, details);
        }
    }

    void checkChanged(Document old, Document document) {
        Document details = failureOf(document);
        if (details != null && !(moderate && failureOf(old) != null)) {
            refuse(document, details);
        }
    }

    private void refuse(Document document, Document details) {
        Document info = new Document("failingDocumentId", document.get("_id")).append("details", details);
        if (warns) {
            LOG.warn("Document would fail validation: {}", info);
            return;
        }
        throw new CommandError(121, Labels.codeName(121), "Document failed validation").with("errInfo", info);
    }

    /** In a server's words as far as a schema goes; of another clause only which one it is. */
    private @Nullable Document failureOf(Document document) {
        List<Document> failed = new ArrayList<>();
        List<String> clauses = List.copyOf(query.keySet());
        for (int i = 0; i < clauses.size(); i++) {
            Document details = failureOf(clauses.get(i), document);
            if (details != null) {
                failed.add(new Document("index", i).append("details", details));
            }
        }
        if (failed.isEmpty()) {
            return null;
        }
        return clauses.size() == 1
                ? (Document) failed.get(0).get("details")
                : new Document("operatorName", "$and").append("clausesNotSatisfied", failed);
    }

    private @Nullable Document failureOf(String clause, Document document) {
        if (clause.equals(SCHEMA)) {
            return new Schema(Request.document(query, SCHEMA)).failureOf(document);
        }
        Document alone = new Document(clause, query.get(clause));
        if (new DefaultQueryMatcher().matches(document, alone)) {
            return null;
        }
        boolean operators = query.get(clause) instanceof Document condition
                && condition.keySet().stream().anyMatch(name -> name.startsWith("$"));
        String operator = operators
                ? ((Document) query.get(clause)).keySet().iterator().next()
                : clause.startsWith("$") ? clause : "$eq";
        return new Document("operatorName", operator)
                .append("specifiedAs", alone)
                .append("reason", "expression did not match");
    }
}
