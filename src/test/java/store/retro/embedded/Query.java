package store.retro.embedded;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.DocumentComparator;
import de.bwaldvogel.mongo.backend.QueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One query on one collection: finds the documents by its {@link Plan}, and counts what it looked at for explain. */
final class Query {

    private final Txn txn;
    private final CollectionInfo info;
    private final Document filter;
    private final Document sort;
    private final Plan plan;
    private final QueryMatcher matcher = new DefaultQueryMatcher();
    private long keysExamined;
    private long docsExamined;

    Query(Txn txn, CollectionInfo info, Document filter, Document sort, @Nullable Object hint) {
        this.txn = txn;
        this.info = info;
        this.filter = filter;
        this.sort = sort.containsKey("$natural") ? new Document() : sort;
        Object order = hint == null && sort.containsKey("$natural") ? sort : hint;
        this.plan = Planner.plan(info, txn.store()::mayHoldLists, filter, this.sort, order);
    }

    Plan plan() {
        return plan;
    }

    /** Whether it asks for one {@code _id} and nothing else. */
    boolean isIdHack() {
        return plan.stage() == Plan.Stage.IDHACK
                && filter.size() == 1
                && plan.ranges().size() == 1;
    }

    long keysExamined() {
        return keysExamined;
    }

    long docsExamined() {
        return docsExamined;
    }

    /**
     * Refuses what no query may contain even when there is no document to try it on.
     *
     * @throws de.bwaldvogel.mongo.exception.MongoServerException BadValue, mostly
     */
    static void validate(Document filter) {
        QueryMatcher matcher = new DefaultQueryMatcher();
        filter.forEach((field, condition) -> {
            if (field.equals("$where") || field.equals("$text") || field.equals("$jsonSchema")) {
                throw Codes.badValue(field + " is not supported");
            }
            matcher.matches(new Document(), new Document(field, condition));
        });
    }

    /** @param limit 0 for all */
    List<Document> find(long skip, long limit) {
        List<Document> found = new ArrayList<>();
        boolean inOrder = sort.isEmpty() || plan.sorted();
        long wanted = limit == 0 || !inOrder ? Long.MAX_VALUE : skip + limit;
        Iterator<Document> documents = matching();
        while (found.size() < wanted && documents.hasNext()) {
            found.add(documents.next());
        }
        if (!inOrder) {
            found.sort(new DocumentComparator(sort));
        }
        int from = (int) Math.min(skip, found.size());
        int to = limit == 0 ? found.size() : (int) Math.min(skip + limit, found.size());
        return from == 0 && to == found.size() ? found : new ArrayList<>(found.subList(from, to));
    }

    long count() {
        long count = 0;
        for (Iterator<Document> matching = matching(); matching.hasNext(); matching.next()) {
            count++;
        }
        return count;
    }

    /** The matching documents in the order of the plan, which need not be that of the sort. */
    private Iterator<Document> matching() {
        Iterator<Document> candidates = candidates();
        return new Lookahead<>() {
            @Override
            @Nullable
            Document fetch() {
                while (candidates.hasNext()) {
                    Document candidate = candidates.next();
                    docsExamined++;
                    if (matcher.matches(candidate, filter)) {
                        return candidate;
                    }
                }
                return null;
            }
        };
    }

    private Iterator<Document> candidates() {
        Iterator<Map.Entry<Key, Stored>> entries = entries();
        Documents documents = new Documents(txn, info);
        Set<Object> seen = new TreeSet<>(BsonOrder.INSTANCE);
        return new Lookahead<>() {
            @Override
            @Nullable
            Document fetch() {
                while (entries.hasNext()) {
                    Map.Entry<Key, Stored> entry = entries.next();
                    Object value = entry.getValue().value();
                    keysExamined += plan.stage() == Plan.Stage.COLLSCAN ? 0 : 1;
                    if (entry.getKey().space() == info.space()) {
                        return (Document) value;
                    } else if (plan.index() == null || seen.add(value)) {
                        return documents.get(value);
                    }
                }
                return null;
            }
        };
    }

    private Iterator<Map.Entry<Key, Stored>> entries() {
        return plan.sorted() && plan.ranges().size() > 1 ? merged() : inTurn();
    }

    /** The entries of all ranges in the order of what follows their beginnings. */
    private Iterator<Map.Entry<Key, Stored>> merged() {
        Comparator<Key> order = Comparator.comparing(
                key -> new Key(0, key.values().subList(plan.same(), key.values().size())));
        Comparator<Key> wanted = plan.backwards() ? order.reversed() : order;
        PriorityQueue<Head> heads =
                new PriorityQueue<>(Comparator.comparing(head -> head.entry().getKey(), wanted));
        for (Plan.Range range : plan.ranges()) {
            addHead(heads, txn.scan(range.from(), range.to(), plan.backwards()));
        }
        return new Lookahead<>() {
            @Override
            Map.@Nullable Entry<Key, Stored> fetch() {
                Head first = heads.poll();
                if (first == null) {
                    return null;
                }
                addHead(heads, first.rest());
                return first.entry();
            }
        };
    }

    private static void addHead(PriorityQueue<Head> heads, Iterator<Map.Entry<Key, Stored>> range) {
        if (range.hasNext()) {
            heads.add(new Head(range.next(), range));
        }
    }

    /** The first entry of a range. */
    private record Head(Map.Entry<Key, Stored> entry, Iterator<Map.Entry<Key, Stored>> rest) {}

    private Iterator<Map.Entry<Key, Stored>> inTurn() {
        Iterator<Plan.Range> ranges = plan.ranges().iterator();
        return new Lookahead<>() {
            private Iterator<Map.Entry<Key, Stored>> current = Collections.emptyIterator();

            @Override
            Map.@Nullable Entry<Key, Stored> fetch() {
                while (!current.hasNext() && ranges.hasNext()) {
                    Plan.Range range = ranges.next();
                    if (plan.stage() != Plan.Stage.IDHACK) {
                        current = txn.scan(range.from(), range.to(), plan.backwards());
                    } else {
                        Stored found = txn.get(range.from());
                        if (found != null) {
                            return Map.entry(range.from(), found);
                        }
                    }
                }
                return current.hasNext() ? current.next() : null;
            }
        };
    }
}
