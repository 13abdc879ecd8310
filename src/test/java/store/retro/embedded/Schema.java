package store.retro.embedded;

import de.bwaldvogel.mongo.backend.BsonType;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A {@code $jsonSchema}: says of a value which rules it breaks, in a server's words and order. A rule about strings,
 * numbers, arrays or objects lets values of other types pass.
 *
 * @param rules by their keywords, as {@link SchemaSyntax} has let them pass
 */
record Schema(Document rules) {

    private static final Map<String, String> JSON_TYPES = Map.of("boolean", "bool");

    private static Schema of(@Nullable Object rules) {
        return new Schema((Document) Objects.requireNonNull(rules));
    }

    /** The details of a document's failure, or null when it matches. */
    @Nullable
    Document failureOf(Document document) {
        Document details = new Document("operatorName", "$jsonSchema");
        if (!isTypeAllowed("type", document) || !isTypeAllowed("bsonType", document)) {
            return details.append("specifiedAs", new Document("$jsonSchema", rules))
                    .append("reason", "expression always evaluates to false");
        }
        List<Document> failures = failures(document);
        return failures.isEmpty() ? null : annotated(details).append("schemaRulesNotSatisfied", failures);
    }

    private List<Document> failures(@Nullable Object value) {
        return SchemaSyntax.KEYWORDS.stream()
                .filter(rules::containsKey)
                .map(keyword -> failure(keyword, value))
                .filter(Objects::nonNull)
                .toList();
    }

    private Document annotated(Document failure) {
        failure.putIfNotNull("title", rules.get("title"));
        failure.putIfNotNull("description", rules.get("description"));
        return failure;
    }

    private @Nullable Document failure(String keyword, @Nullable Object value) {
        return switch (keyword) {
            case "type", "bsonType" -> type(keyword, value);
            case "enum" ->
                list(keyword).stream().anyMatch(one -> isSame(one, value))
                        ? null
                        : broken(keyword, "value was not found in enum", value);
            case "allOf", "anyOf", "oneOf" -> several(keyword, value);
            case "not" ->
                Schema.of(rules.get(keyword)).failures(value).isEmpty()
                        ? new Document("operatorName", keyword).append("reason", "child expression matched")
                        : null;
            default -> {
                if (value instanceof String text) {
                    yield ofString(keyword, text);
                } else if (value instanceof Number number) {
                    yield ofNumber(keyword, number);
                } else if (value instanceof Collection<?> items) {
                    yield ofArray(keyword, new ArrayList<>(items));
                }
                yield value instanceof Document fields ? ofObject(keyword, fields) : null;
            }
        };
    }

    private @Nullable Document ofString(String keyword, String text) {
        int length = text.codePointCount(0, text.length());
        return switch (keyword) {
            case "minLength", "maxLength" ->
                isWithin(keyword, length) ? null : broken(keyword, "specified string length was not satisfied", text);
            case "pattern" ->
                Pattern.compile((String) rules.get(keyword)).matcher(text).find()
                        ? null
                        : broken(keyword, "regular expression did not match", text);
            default -> null;
        };
    }

    private @Nullable Document ofNumber(String keyword, Number number) {
        return switch (keyword) {
            case "minimum", "maximum" ->
                isWithin(keyword, number) ? null : broken(keyword, "comparison failed", number);
            case "multipleOf" ->
                number.doubleValue() % ((Number) Objects.requireNonNull(rules.get(keyword))).doubleValue() == 0
                        ? null
                        : broken(keyword, "considered value is not a multiple of the specified value", number);
            default -> null;
        };
    }

    private @Nullable Document ofArray(String keyword, List<?> items) {
        return switch (keyword) {
            case "minItems", "maxItems" ->
                isWithin(keyword, items.size())
                        ? null
                        : broken(keyword, "array did not match specified length", items)
                                .append("numberOfItems", items.size());
            case "items" -> {
                Schema each = Schema.of(rules.get(keyword));
                yield IntStream.range(0, items.size())
                        .filter(i -> !each.failures(items.get(i)).isEmpty())
                        .mapToObj(i -> each.annotated(new Document("operatorName", keyword))
                                .append("reason", "At least one item did not match the sub-schema")
                                .append("itemIndex", i)
                                .append("details", each.failures(items.get(i))))
                        .findFirst()
                        .orElse(null);
            }
            default -> null;
        };
    }

    private @Nullable Document ofObject(String keyword, Document fields) {
        return switch (keyword) {
            case "properties" -> properties(fields);
            case "additionalProperties" -> additionalProperties(fields);
            case "required" -> {
                List<?> missing = list(keyword).stream()
                        .filter(name -> !fields.containsKey(name))
                        .toList();
                yield missing.isEmpty()
                        ? null
                        : new Document("operatorName", keyword)
                                .append("specifiedAs", new Document(keyword, rules.get(keyword)))
                                .append("missingProperties", missing);
            }
            default -> null;
        };
    }

    private @Nullable Document properties(Document fields) {
        List<Document> failed = new ArrayList<>();
        ((Document) rules.get("properties")).forEach((name, rule) -> {
            Schema schema = Schema.of(rule);
            List<Document> failures = fields.containsKey(name) ? schema.failures(fields.get(name)) : List.of();
            if (!failures.isEmpty()) {
                failed.add(schema.annotated(new Document("propertyName", name)).append("details", failures));
            }
        });
        return failed.isEmpty()
                ? null
                : new Document("operatorName", "properties").append("propertiesNotSatisfied", failed);
    }

    private @Nullable Document additionalProperties(Document fields) {
        Document known = Request.document(rules, "properties");
        List<String> additional = fields.keySet().stream()
                .filter(name -> !known.containsKey(name))
                .toList();
        Document failure = new Document("operatorName", "additionalProperties");
        if (rules.get("additionalProperties") instanceof Boolean allowed) {
            return allowed || additional.isEmpty()
                    ? null
                    : failure.append("specifiedAs", new Document("additionalProperties", false))
                            .append("additionalProperties", additional);
        }
        Schema each = Schema.of(rules.get("additionalProperties"));
        return additional.stream()
                .filter(name -> !each.failures(fields.get(name)).isEmpty())
                .findFirst()
                .map(name -> each.annotated(failure)
                        .append("reason", "at least one additional property did not match the subschema")
                        .append("failingProperty", name)
                        .append("details", each.failures(fields.get(name))))
                .orElse(null);
    }

    private @Nullable Document several(String keyword, @Nullable Object value) {
        List<Document> failed = new ArrayList<>();
        List<Integer> matching = new ArrayList<>();
        List<?> schemas = list(keyword);
        for (int i = 0; i < schemas.size(); i++) {
            Schema schema = Schema.of(schemas.get(i));
            List<Document> failures = schema.failures(value);
            if (failures.isEmpty()) {
                matching.add(i);
            } else {
                failed.add(schema.annotated(new Document("index", i)).append("details", failures));
            }
        }
        Document failure = new Document("operatorName", keyword);
        if (keyword.equals("oneOf") && matching.size() > 1) {
            return failure.append("reason", "more than one subschema matched")
                    .append("matchingSchemaIndexes", matching);
        }
        boolean good = keyword.equals("allOf") ? failed.isEmpty() : !matching.isEmpty();
        return good ? null : failure.append("schemasNotSatisfied", failed);
    }

    private @Nullable Document type(String keyword, @Nullable Object value) {
        return isTypeAllowed(keyword, value)
                ? null
                : broken(keyword, "type did not match", value).append("consideredType", typeOf(value));
    }

    private boolean isTypeAllowed(String keyword, @Nullable Object value) {
        return !rules.containsKey(keyword)
                || SchemaSyntax.types(rules.get(keyword)).stream()
                        .map(type -> JSON_TYPES.getOrDefault(type, type))
                        .anyMatch(type -> type.equals("number") ? value instanceof Number : type.equals(typeOf(value)));
    }

    private static String typeOf(@Nullable Object value) {
        if (value instanceof BsonRegularExpression) {
            return "regex";
        } else if (value instanceof BsonJavaScript) {
            return "javascript";
        }
        return Arrays.stream(BsonType.values())
                .filter(type -> type.matches(value))
                .findFirst()
                .map(BsonType::getAlias)
                .orElse("undefined");
    }

    private boolean isWithin(String keyword, Number number) {
        int order = BsonOrder.INSTANCE.compare(number, rules.get(keyword));
        return !Double.isNaN(number.doubleValue()) && (keyword.startsWith("min") ? order >= 0 : order <= 0);
    }

    private Document broken(String keyword, String reason, @Nullable Object value) {
        return new Document("operatorName", keyword)
                .append("specifiedAs", new Document(keyword, rules.get(keyword)))
                .append("reason", reason)
                .append("consideredValue", value);
    }

    private List<?> list(String keyword) {
        return (List<?>) Objects.requireNonNull(rules.get(keyword));
    }

    /** As the values of an enum are compared: the order of fields does not matter. */
    static boolean isSame(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Document left && b instanceof Document right) {
            return left.keySet().equals(right.keySet())
                    && left.keySet().stream().allMatch(field -> isSame(left.get(field), right.get(field)));
        }
        if (a instanceof Collection<?> left && b instanceof Collection<?> right) {
            Iterator<?> others = right.iterator();
            return left.size() == right.size() && left.stream().allMatch(element -> isSame(element, others.next()));
        }
        return BsonOrder.INSTANCE.compare(a, b) == 0;
    }
}
