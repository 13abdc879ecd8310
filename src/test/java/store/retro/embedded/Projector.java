package store.retro.embedded;

import de.bwaldvogel.mongo.backend.aggregation.stage.ProjectStage;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A projection of {@code find} and {@code findAndModify}. mongo-java-server has two: one that knows {@code $slice} and
 * {@code $elemMatch} but passes over expressions in silence, and the aggregation's, which knows expressions.
 */
record Projector(UnaryOperator<List<Document>> operation) {

    static Projector of(Document fields) {
        if (fields.isEmpty()) {
            return new Projector(documents -> documents);
        }
        boolean ofArrays = false;
        boolean expressions = false;
        for (var field : fields.entrySet()) {
            if (field.getKey().endsWith(".$")) {
                throw Codes.notSupported("the positional projection is not supported");
            }
            boolean ofArray = field.getValue() instanceof Document operator
                    && (operator.containsKey("$slice") || operator.containsKey("$elemMatch"));
            ofArrays |= ofArray;
            expressions |= !ofArray && (field.getValue() instanceof Document || field.getValue() instanceof String);
        }
        if (ofArrays && expressions) {
            throw Codes.notSupported("$slice or $elemMatch beside an expression is not supported in a projection");
        }
        if (expressions) {
            ProjectStage stage = new ProjectStage(fields);
            return new Projector(documents -> stage.apply(documents.stream()).toList());
        }
        return new Projector(documents -> documents.stream()
                .map(document -> Scratch.project(document, fields))
                .toList());
    }

    List<Document> project(List<Document> documents) {
        return operation.apply(documents);
    }

    Document project(Document document) {
        return project(List.of(document)).get(0);
    }
}
