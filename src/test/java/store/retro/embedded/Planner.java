package store.retro.embedded;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the index for a query: the one with the most leading fields that the query compares with a value or several
 * ({@code $eq}, {@code $in}) or, after those, bounds on one side. The whole query is matched again on what the index
 * finds, so a plan may find too much but never too little.
 */
final class Planner {

    /** More combinations of {@code $in} values than this are not worth looking up one by one. */
    private static final int MAX_RANGES = 10_000;

    private static final Set<String> BOUNDS = Set.of("$eq", "$in", "$gt", "$gte", "$lt", "$lte");

    private final CollectionInfo info;
    private final Map<String, List<Object>> conditions = new LinkedHashMap<>();
    private boolean hasOtherClauses;

    private Planner(CollectionInfo info, Document query) {
        this.info = info;
        collect(query);
    }

    /** @param hint the name or the key pattern of an index, {@code {$natural: ±1}}, or null */
    static Plan plan(CollectionInfo info, Document query, Document sort, @Nullable Object hint) {
        return new Planner(info, query).choose(sort, hint);
    }

    /**
     * The index whose entries are the distinct values of a field for a server, which then does not look at documents:
     * the smallest that begins with the field, or for a query one that has the field and bounds for the whole query.
     */
    static @Nullable IndexInfo forDistinct(CollectionInfo info, String field, Document query) {
        Planner planner = new Planner(info, query);
        return info.indexes().stream()
                .filter(index -> query.isEmpty()
                        ? index.partialFilter() == null && index.fields().get(0).equals(field)
                        : index.fields().contains(field) && planner.isAnsweredBy(index))
                .min(Comparator.comparing(index -> index.fields().size()))
                .orElse(null);
    }

    private boolean isAnsweredBy(IndexInfo index) {
        long equal = index.fields().stream()
                .takeWhile(field -> values(field) != null)
                .count();
        return !hasOtherClauses
                && isUsable(index)
                && conditions.values().stream().allMatch(all -> all.size() == 1 && isBound(all.get(0)))
                && index.fields().stream()
                        .limit(equal + 1)
                        .collect(Collectors.toSet())
                        .containsAll(conditions.keySet());
    }

    private static boolean isBound(@Nullable Object condition) {
        if (condition instanceof Document operators && isOperators(operators)) {
            return BOUNDS.containsAll(operators.keySet())
                    && operators.values().stream()
                            .flatMap(value -> value instanceof Collection<?> list ? list.stream() : Stream.of(value))
                            .allMatch(Planner::isIndexable);
        }
        return isIndexable(condition);
    }

    private Plan choose(Document sort, @Nullable Object hint) {
        if (hint != null) {
            return hinted(sort, hint);
        }
        List<Key> ids = bounds(Key.of(info.space()), List.of("_id"));
        if (!ids.isEmpty()) {
            return new Plan(Plan.Stage.IDHACK, null, equal(ids), false, ids.size() == 1);
        }
        Plan best = null;
        int bestScore = 0;
        for (IndexInfo index : info.indexes()) {
            int score = isUsable(index) ? score(index) : 0;
            if (score > bestScore) {
                bestScore = score;
                best = scan(index);
            }
        }
        if (best != null) {
            return best;
        }
        Plan.Range range = range(Key.of(info.space()), "_id");
        boolean bounded = range != null;
        boolean byId = sort.size() == 1 && sort.get("_id") instanceof Number;
        boolean backwards = byId && ((Number) sort.get("_id")).intValue() < 0;
        range = bounded ? range : everything(byId ? info.space() : info.naturalSpace());
        return new Plan(
                bounded ? Plan.Stage.IXSCAN : Plan.Stage.COLLSCAN,
                null,
                List.of(range),
                backwards,
                byId || sort.isEmpty());
    }

    private Plan hinted(Document sort, Object hint) {
        boolean natural = hint instanceof Document document && document.containsKey("$natural");
        if (natural || hint.equals("_id_") || hint.equals(new Document("_id", 1))) {
            boolean backwards = natural && ((Number) ((Document) hint).get("$natural")).intValue() < 0;
            Plan.Range all = everything(natural ? info.naturalSpace() : info.space());
            Plan.Stage stage = natural ? Plan.Stage.COLLSCAN : Plan.Stage.IXSCAN;
            return new Plan(stage, null, List.of(all), backwards, sort.isEmpty());
        }
        return info.indexes().stream()
                .filter(index -> hint.equals(index.name()) || hint.equals(index.pattern()))
                .findFirst()
                .map(this::scan)
                .orElseThrow(() -> Codes.badValue(
                        "error processing query: hint provided does not correspond to an existing index"));
    }

    private static Plan.Range everything(int space) {
        return new Plan.Range(Key.of(space), Key.of(space, Key.HIGH));
    }

    /** Gathers what the query demands of each field; what it does not understand is left to the matcher. */
    private void collect(Document query) {
        query.forEach((field, condition) -> {
            if (field.equals("$and") && condition instanceof Collection<?> clauses) {
                clauses.forEach(clause -> collect((Document) clause));
            } else if (field.startsWith("$")) {
                hasOtherClauses = true;
            } else {
                conditions.computeIfAbsent(field, name -> new ArrayList<>()).add(condition);
            }
        });
    }

    private List<Object> conditions(String field) {
        return conditions.getOrDefault(field, List.of());
    }

    /** The values one of which the field must have, or null when that is not known. */
    private @Nullable Collection<Object> values(String field) {
        for (Object condition : conditions(field)) {
            Object value = condition;
            if (condition instanceof Document operators && isOperators(operators)) {
                if (operators.get("$in") instanceof Collection<?> list
                        && list.stream().allMatch(Planner::isIndexable)) {
                    Collection<Object> values = new TreeSet<>(BsonOrder.INSTANCE);
                    values.addAll(list);
                    return values;
                }
                value = operators.get("$eq");
            }
            if (isIndexable(value)) {
                return List.of(value);
            }
        }
        return null;
    }

    private static boolean isOperators(Document condition) {
        return condition.isEmpty() || condition.keySet().iterator().next().startsWith("$");
    }

    /** Null also finds what is missing, an array also what contains it, so those are not looked up. */
    private static boolean isIndexable(@Nullable Object value) {
        return value != null
                && !(value instanceof Document document && isOperators(document))
                && !(value instanceof Collection)
                && !(value instanceof BsonRegularExpression);
    }

    /** The prefixes of keys that the leading fields are compared with; empty when the first is not. */
    private List<Key> bounds(Key start, List<String> fields) {
        List<Key> keys = List.of(start);
        for (String field : fields) {
            Collection<Object> values = values(field);
            if (values == null || keys.size() * values.size() > MAX_RANGES) {
                break;
            }
            List<Key> longer = new ArrayList<>();
            for (Key key : keys) {
                values.forEach(value -> longer.add(key.plus(value)));
            }
            keys = longer;
        }
        return keys.size() == 1 && keys.get(0).equals(start) ? List.of() : keys;
    }

    private static List<Plan.Range> equal(List<Key> prefixes) {
        return prefixes.stream()
                .map(prefix -> new Plan.Range(prefix, prefix.plus(Key.HIGH)))
                .toList();
    }

    /** Only one bound is used: in an array different elements may satisfy the two. */
    private Plan.@Nullable Range range(Key prefix, String field) {
        for (Object condition : conditions(field)) {
            if (condition instanceof Document operators) {
                Object low = operators.containsKey("$gte") ? operators.get("$gte") : operators.get("$gt");
                if (isIndexable(low)) {
                    return new Plan.Range(prefix.plus(low), prefix.plus(Key.HIGH));
                }
                Object high = operators.containsKey("$lte") ? operators.get("$lte") : operators.get("$lt");
                if (isIndexable(high)) {
                    return new Plan.Range(prefix, prefix.plus(high).plus(Key.HIGH));
                }
            }
        }
        return null;
    }

    private int score(IndexInfo index) {
        List<String> fields = index.fields();
        int equal =
                (int) fields.stream().takeWhile(field -> values(field) != null).count();
        boolean ranged = equal < fields.size() && range(Key.of(index.space()), fields.get(equal)) != null;
        boolean finds = equal == fields.size() && index.isUnique();
        return finds ? 1000 : 2 * equal + (ranged ? 1 : 0);
    }

    private Plan scan(IndexInfo index) {
        Key start = Key.of(index.space());
        List<String> fields = index.fields();
        List<Key> prefixes = bounds(start, fields);
        if (prefixes.isEmpty()) {
            Plan.Range range = range(start, fields.get(0));
            range = range != null ? range : new Plan.Range(start, start.plus(Key.HIGH));
            return new Plan(Plan.Stage.IXSCAN, index, List.of(range), false, false);
        }
        int equal = prefixes.get(0).values().size();
        if (equal < fields.size() && range(start, fields.get(equal)) != null) {
            List<Plan.Range> ranges = prefixes.stream()
                    .map(prefix -> range(prefix, fields.get(equal)))
                    .toList();
            return new Plan(Plan.Stage.IXSCAN, index, ranges, false, false);
        }
        return new Plan(Plan.Stage.IXSCAN, index, equal(prefixes), false, false);
    }

    /** Whether every document that the query can match has an entry in the index. */
    private boolean isUsable(IndexInfo index) {
        Document filter = index.partialFilter();
        if (filter != null) {
            return filter.entrySet().stream().allMatch(clause -> isImplied(clause.getKey(), clause.getValue()));
        }
        return !index.isSparse() || values(index.fields().get(0)) != null;
    }

    private boolean isImplied(String field, Object condition) {
        if (conditions(field).contains(condition)) {
            return true;
        }
        Collection<Object> values = values(field);
        if (values == null || field.contains(Utils.PATH_DELIMITER)) {
            return false;
        }
        Document clause = new Document(field, condition);
        return values.stream().allMatch(value -> new DefaultQueryMatcher().matches(new Document(field, value), clause));
    }
}
