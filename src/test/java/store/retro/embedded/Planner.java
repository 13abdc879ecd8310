package store.retro.embedded;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the index for a query: the one with the most leading fields that the query compares with a value or several
 * ({@code $eq}, {@code $in}) or, after those, bounds, or sorts by. The whole query is matched again on what the index
 * finds, so a plan may find too much but never too little.
 */
final class Planner {

    /** More combinations of {@code $in} values than this are not worth looking up one by one. */
    private static final int MAX_RANGES = 10_000;

    private static final Set<String> BOUNDS = Set.of("$eq", "$in", "$gt", "$gte", "$lt", "$lte");

    private final CollectionInfo info;
    private final IntPredicate holdsLists;
    private final Map<String, List<Object>> conditions = new LinkedHashMap<>();
    private boolean hasOtherClauses;

    private Planner(CollectionInfo info, IntPredicate holdsLists, Document query) {
        this.info = info;
        this.holdsLists = holdsLists;
        collect(query);
    }

    /**
     * @param holdsLists of an index's space, whether a document may have several keys in it
     * @param hint the name or the key pattern of an index, {@code {$natural: ±1}}, or null
     */
    static Plan plan(
            CollectionInfo info, IntPredicate holdsLists, Document query, Document sort, @Nullable Object hint) {
        return new Planner(info, holdsLists, query).choose(sort, hint);
    }

    /**
     * The index whose entries are the distinct values of a field for a server, which then does not look at documents:
     * the smallest that begins with the field, or for a query one that has the field and bounds for the whole query.
     */
    static @Nullable IndexInfo forDistinct(CollectionInfo info, String field, Document query) {
        Planner planner = new Planner(info, space -> true, query);
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
            return new Plan(Plan.Stage.IDHACK, null, equal(ids), false, ids.size() == 1, 1);
        }
        Plan best = null;
        int bestScore = 0;
        for (IndexInfo index : info.indexes()) {
            int score = isUsable(index) ? score(index, sort) : 0;
            if (score > bestScore) {
                bestScore = score;
                best = scan(index, sort);
            }
        }
        if (best != null) {
            return best;
        }
        Plan.Range range = range(Key.of(info.space()), "_id", false);
        boolean bounded = range != null;
        boolean byId = sort.size() == 1 && sort.get("_id") instanceof Number;
        boolean backwards = byId && ((Number) sort.get("_id")).intValue() < 0;
        range = bounded ? range : everything(byId ? info.space() : info.naturalSpace());
        return new Plan(
                bounded ? Plan.Stage.IXSCAN : Plan.Stage.COLLSCAN,
                null,
                List.of(range),
                backwards,
                byId || sort.isEmpty(),
                0);
    }

    private Plan hinted(Document sort, Object hint) {
        boolean natural = hint instanceof Document document && document.containsKey("$natural");
        if (natural || hint.equals("_id_") || hint.equals(new Document("_id", 1))) {
            boolean backwards = natural && ((Number) ((Document) hint).get("$natural")).intValue() < 0;
            Plan.Range all = everything(natural ? info.naturalSpace() : info.space());
            Plan.Stage stage = natural ? Plan.Stage.COLLSCAN : Plan.Stage.IXSCAN;
            return new Plan(stage, null, List.of(all), backwards, sort.isEmpty(), 0);
        }
        return info.indexes().stream()
                .filter(index -> hint.equals(index.name()) || hint.equals(index.pattern()))
                .findFirst()
                .map(index -> scan(index, sort))
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

    /** The values one of which the field must have, null for what is missing, too; or null when that is not known. */
    private @Nullable Collection<@Nullable Object> values(String field) {
        for (Object condition : conditions(field)) {
            Object value = condition;
            if (condition == null) {
                return Collections.singletonList(null);
            }
            if (condition instanceof Document operators && isOperators(operators)) {
                if (operators.get("$in") instanceof Collection<?> list
                        && list.stream().allMatch(each -> each == null || isIndexable(each))) {
                    Collection<@Nullable Object> values = new TreeSet<>(BsonOrder.INSTANCE);
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

    /** An array also finds what contains it, so it is not looked up. */
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
            Collection<@Nullable Object> values = values(field);
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

    /** @param both whether both bounds hold of one value: in a list different elements may satisfy the two */
    private Plan.@Nullable Range range(Key prefix, String field, boolean both) {
        Object low = scalar(bound(field, "$gte", "$gt"));
        Object high = both || low == null ? scalar(bound(field, "$lte", "$lt")) : null;
        if (low == null && high == null) {
            return null;
        }
        Key end = high == null ? prefix : prefix.plus(high);
        return new Plan.Range(low == null ? prefix : prefix.plus(low), end.plus(Key.HIGH));
    }

    /** What is within the bounds of a field, or between the values that it must not have. */
    private List<Plan.Range> ranges(Key prefix, String field, boolean both) {
        Plan.Range range = range(prefix, field, both);
        if (range != null) {
            return List.of(range);
        }
        List<Plan.Range> gaps = new ArrayList<>();
        if (bound(field, "$nin") instanceof Collection<?> list && list.stream().allMatch(Planner::isIndexable)) {
            Set<Object> excluded = new TreeSet<>(BsonOrder.INSTANCE);
            excluded.addAll(list);
            Key from = prefix;
            for (Object value : excluded) {
                gaps.add(new Plan.Range(from, prefix.plus(value)));
                from = prefix.plus(value).plus(Key.HIGH);
            }
            gaps.add(new Plan.Range(from, prefix.plus(Key.HIGH)));
        }
        return gaps;
    }

    private static @Nullable Object scalar(@Nullable Object value) {
        return isIndexable(value) ? value : null;
    }

    private @Nullable Object bound(String field, String... operators) {
        return conditions(field).stream()
                .filter(Document.class::isInstance)
                .flatMap(condition -> Stream.of(operators).map(((Document) condition)::get))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private int score(IndexInfo index, Document sort) {
        List<String> fields = index.fields();
        int equal =
                (int) fields.stream().takeWhile(field -> values(field) != null).count();
        boolean ranged = equal < fields.size()
                && !ranges(Key.of(index.space()), fields.get(equal), false).isEmpty();
        boolean finds = equal == fields.size() && index.isUnique();
        boolean sorted = direction(index, equal, sort) != 0;
        return finds ? 1000 : 4 * equal + (ranged ? 2 : 0) + (sorted ? 1 : 0);
    }

    private Plan scan(IndexInfo index, Document sort) {
        Key start = Key.of(index.space());
        List<String> fields = index.fields();
        List<Key> bounds = bounds(start, fields);
        List<Key> prefixes = bounds.isEmpty() ? List.of(start) : bounds;
        int equal = prefixes.get(0).values().size();
        boolean both = !holdsLists.test(index.space());
        List<Plan.Range> ranges = prefixes.stream()
                .flatMap(prefix -> equal == fields.size()
                        ? Stream.<Plan.Range>of()
                        : ranges(prefix, fields.get(equal), both).stream())
                .toList();
        int direction = direction(index, equal, sort);
        return new Plan(
                Plan.Stage.IXSCAN,
                index,
                ranges.isEmpty() ? equal(prefixes) : ranges,
                direction < 0,
                direction != 0,
                equal);
    }

    /**
     * In which direction the index is to be read for the order that is asked for: 1 or -1, or 0 if that does not do.
     * All fields lie there in rising order, whatever was asked for.
     *
     * @param equal how many of the leading fields have one value each
     */
    private int direction(IndexInfo index, int equal, Document sort) {
        List<String> rest = index.fields().subList(equal, index.fields().size());
        Set<Integer> directions = sort.values().stream()
                .map(direction -> direction instanceof Number number ? Integer.signum(number.intValue()) : 0)
                .collect(Collectors.toSet());
        boolean inOrder = sort.size() <= rest.size()
                && List.copyOf(sort.keySet()).equals(rest.subList(0, sort.size()))
                && directions.size() == 1
                && !holdsLists.test(index.space());
        return inOrder ? directions.iterator().next() : 0;
    }

    /** Whether every document that the query can match has an entry in the index. */
    private boolean isUsable(IndexInfo index) {
        Document filter = index.partialFilter();
        if (filter != null) {
            return filter.entrySet().stream().allMatch(clause -> isImplied(clause.getKey(), clause.getValue()));
        }
        Collection<@Nullable Object> values = values(index.fields().get(0));
        return !index.isSparse() || values != null && values.stream().noneMatch(Objects::isNull);
    }

    private boolean isImplied(String field, Object condition) {
        if (conditions(field).stream().anyMatch(each -> demands(each, condition))) {
            return true;
        }
        Collection<@Nullable Object> values = values(field);
        if (values == null || values.stream().anyMatch(Objects::isNull) || field.contains(Utils.PATH_DELIMITER)) {
            return false;
        }
        Document clause = new Document(field, condition);
        return values.stream().allMatch(value -> new DefaultQueryMatcher().matches(new Document(field, value), clause));
    }

    private static boolean demands(@Nullable Object condition, Object clause) {
        return clause.equals(condition)
                || condition instanceof Document operators
                        && clause instanceof Document wanted
                        && isOperators(wanted)
                        && operators.entrySet().containsAll(wanted.entrySet());
    }
}
