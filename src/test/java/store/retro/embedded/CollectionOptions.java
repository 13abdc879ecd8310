package store.retro.embedded;

import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a collection was created with, beside its name.
 *
 * @param document as {@code listCollections} shows it
 */
record CollectionOptions(Document document) {

    static final CollectionOptions NONE = new CollectionOptions(new Document());

    /** Arguments of {@code create}. */
    static final String OF_CREATE =
            "capped size max validator validationLevel validationAction viewOn pipeline timeseries collation";

    /** Arguments of {@code collMod}. */
    static final String OF_COLL_MOD = "validator validationLevel validationAction";

    private static final Map<String, Integer> SPANS = Map.of("seconds", 3600, "minutes", 86_400, "hours", 2_592_000);
    private static final String VALIDATOR = "validator";
    private static final String LEVEL = "validationLevel";
    private static final String ACTION = "validationAction";

    /** The options that {@code create} asks for. */
    static CollectionOptions of(Request request) {
        Document options = new Document();
        if (request.flag("capped")) {
            if (request.count("size", 0) == 0) {
                throw Codes.invalidOptions("the 'size' field is required when 'capped' is true");
            }
            options.append("capped", true).append("size", request.get("size"));
            options.putIfNotNull("max", request.number("max"));
        } else if (request.has("size") || request.has("max")) {
            throw Codes.invalidOptions(
                    "the 'capped' field needs to be true when either the 'size' or 'max' fields are present");
        }
        validate(options, request);
        if (request.has("viewOn")) {
            Namespace.of(request.database(), request.get("viewOn"));
            List<Document> pipeline = request.has("pipeline") ? Aggregation.parse(request.get("pipeline")) : List.of();
            options.append("viewOn", request.get("viewOn")).append("pipeline", pipeline);
        } else if (request.has("pipeline")) {
            throw Codes.invalidOptions("'pipeline' requires 'viewOn' to also be specified");
        }
        if (request.has("timeseries")) {
            options.append("timeseries", timeSeries(request.document("timeseries")));
        }
        CollectionOptions created = new CollectionOptions(options);
        if (options.size() > 1 && (created.isTimeSeries() || options.size() > 2 && created.isView())) {
            throw Codes.invalidOptions("a view or a time-series collection cannot have these options together");
        }
        return created;
    }

    /** These options after a {@code collMod}. */
    CollectionOptions modifiedBy(Request request) {
        Document options = document.clone();
        validate(options, request);
        if (request.document(VALIDATOR).isEmpty()) {
            return new CollectionOptions(options);
        }
        options.putIfAbsent(LEVEL, "strict");
        options.putIfAbsent(ACTION, "error");
        return new CollectionOptions(options);
    }

    private static void validate(Document options, Request request) {
        Document query = request.document(VALIDATOR);
        if (!query.isEmpty() && Commands.SYSTEM_DATABASES.contains(request.database())) {
            throw Codes.invalidOptions(
                    "Document validators are not allowed in the " + request.database() + " internal database");
        }
        Validator.checkSyntax(query);
        if (request.has(VALIDATOR)) {
            options.remove(VALIDATOR);
        }
        if (!query.isEmpty()) {
            options.put(VALIDATOR, query);
        }
        options.putIfNotNull(LEVEL, oneOf(request, LEVEL, Set.of("off", "strict", "moderate")));
        options.putIfNotNull(ACTION, oneOf(request, ACTION, Set.of("error", "warn")));
    }

    private static @Nullable Object oneOf(Request request, String field, Set<String> values) {
        Object value = request.get(field);
        if (value != null && !values.contains(value)) {
            throw Codes.badValue("Enumeration value '" + value + "' for field '" + request.name() + "." + field
                    + "' is not a valid value.");
        }
        return value;
    }

    private static Document timeSeries(Document asked) {
        Writes.allowOnly(asked, Set.of("timeField", "metaField", "granularity"));
        if (!(asked.get("timeField") instanceof String)) {
            throw new CommandError(40414, "IDLFailedToParse", "BSON field 'create.timeseries.timeField' is missing");
        }
        Document known = asked.clone();
        known.putIfAbsent("granularity", "seconds");
        Integer span = SPANS.get(known.get("granularity"));
        if (span == null) {
            throw Codes.badValue("Enumeration value '" + known.get("granularity") + "' for field"
                    + " 'create.timeseries.granularity' is not a valid value.");
        }
        return known.append("bucketMaxSpanSeconds", span);
    }

    boolean isView() {
        return document.containsKey("viewOn");
    }

    boolean isTimeSeries() {
        return document.containsKey("timeseries");
    }

    boolean isCapped() {
        return document.containsKey("capped");
    }

    /** What {@code listCollections} calls it. */
    String type() {
        return isView() ? "view" : isTimeSeries() ? "timeseries" : "collection";
    }

    /** What its documents have to match, or null when anything will do. */
    @Nullable
    Validator validator() {
        if (!document.containsKey(VALIDATOR) || "off".equals(document.get(LEVEL))) {
            return null;
        }
        boolean moderate = "moderate".equals(document.get(LEVEL));
        return new Validator(Request.document(document, VALIDATOR), moderate, "warn".equals(document.get(ACTION)));
    }
}
