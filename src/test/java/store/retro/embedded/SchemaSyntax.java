package store.retro.embedded;

import de.bwaldvogel.mongo.backend.BsonType;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What may stand in a {@code $jsonSchema}. What a server knows and {@link Schema} does not is refused as well. */
final class SchemaSyntax {

    /** In the order in which a server looks at them and reports them. */
    static final List<String> KEYWORDS = List.of(
            "pattern",
            "maxLength",
            "minLength",
            "multipleOf",
            "maximum",
            "minimum",
            "minItems",
            "maxItems",
            "items",
            "properties",
            "additionalProperties",
            "required",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "enum",
            "type",
            "bsonType");

    private static final Set<String> JSON_TYPES = Set.of("object", "array", "number", "boolean", "string", "null");
    private static final Set<String> BSON_TYPES = bsonTypes();

    private SchemaSyntax() {}

    /** @throws CommandError FailedToParse, TypeMismatch or BadValue */
    static void check(Document schema) {
        schema.forEach(SchemaSyntax::check);
        if (schema.containsKey("type") && schema.containsKey("bsonType")) {
            throw Codes.failedToParse("Cannot specify both $jsonSchema keywords 'type' and 'bsonType'");
        }
    }

    private static void check(String keyword, @Nullable Object rule) {
        switch (keyword) {
            case "title", "description", "pattern" -> demand(rule instanceof String, keyword, "a string");
            case "maximum", "minimum" -> demand(rule instanceof Number, keyword, "a number");
            case "multipleOf" -> {
                demand(rule instanceof Number, keyword, "a number");
                if (((Number) rule).doubleValue() <= 0) {
                    throw Codes.failedToParse("$jsonSchema keyword 'multipleOf' must have a positive value");
                }
            }
            case "maxLength", "minLength", "minItems", "maxItems" -> checkLength(keyword, rule);
            case "items" -> {
                if (rule instanceof Collection) {
                    throw Codes.failedToParse("$jsonSchema keyword 'items' as an array is not supported");
                }
                checkSchema(keyword, rule);
            }
            case "not" -> checkSchema(keyword, rule);
            case "additionalProperties" -> {
                if (!(rule instanceof Boolean)) {
                    checkSchema(keyword, rule);
                }
            }
            case "properties" -> {
                demand(rule instanceof Document, keyword, "an object");
                ((Document) rule).values().forEach(schema -> checkSchema(keyword, schema));
            }
            case "allOf", "anyOf", "oneOf" -> elements(keyword, rule).forEach(schema -> checkSchema(keyword, schema));
            case "required" ->
                elements(keyword, rule).forEach(name -> demand(name instanceof String, keyword, "an array of strings"));
            case "enum" -> elements(keyword, rule);
            case "type", "bsonType" -> checkTypes(keyword, rule);
            default -> throw Codes.failedToParse("Unknown $jsonSchema keyword: " + keyword);
        }
        if (keyword.equals("pattern")) {
            checkPattern((String) rule);
        }
    }

    private static void demand(boolean kept, String keyword, String kind) {
        if (!kept) {
            throw Codes.typeMismatch("$jsonSchema keyword '" + keyword + "' must be " + kind);
        }
    }

    private static void checkSchema(String keyword, @Nullable Object schema) {
        demand(schema instanceof Document, keyword, "an object, or hold objects");
        check((Document) schema);
    }

    private static void checkLength(String keyword, @Nullable Object length) {
        boolean whole = length instanceof Number number && number.doubleValue() == number.longValue();
        if (!whole || ((Number) length).longValue() < 0) {
            throw Codes.failedToParse("Expected a non-negative number in: " + keyword + ": " + length);
        }
    }

    private static void checkPattern(String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new CommandError(51091, "Location51091", "Regular expression is invalid: " + e.getMessage());
        }
    }

    private static Collection<?> elements(String keyword, @Nullable Object rule) {
        demand(rule instanceof Collection, keyword, "an array");
        Collection<?> elements = (Collection<?>) rule;
        if (elements.isEmpty()) {
            throw Codes.failedToParse("$jsonSchema keyword '" + keyword + "' cannot be an empty array");
        }
        return elements;
    }

    private static void checkTypes(String keyword, @Nullable Object rule) {
        Collection<?> names = rule instanceof Collection<?> list ? elements(keyword, list) : List.of();
        demand(
                rule instanceof String || !names.isEmpty() && names.stream().allMatch(String.class::isInstance),
                keyword,
                "either a string or an array of strings");
        for (String name : types(rule)) {
            if (name.equals("integer")) {
                throw Codes.failedToParse("$jsonSchema type 'integer' is not currently supported.");
            }
            if (!(keyword.equals("type") ? JSON_TYPES : BSON_TYPES).contains(name)) {
                throw Codes.badValue("Unknown type name alias: " + name);
            }
        }
    }

    /** The names of types in a rule that passed. */
    static List<String> types(@Nullable Object rule) {
        return rule instanceof Collection<?> names
                ? names.stream().map(String.class::cast).toList()
                : List.of((String) rule);
    }

    private static Set<String> bsonTypes() {
        Set<String> types =
                Arrays.stream(BsonType.values()).map(BsonType::getAlias).collect(Collectors.toCollection(TreeSet::new));
        types.add("number");
        types.add("javascript");
        return types;
    }
}
