package store.retro.embedded;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a server answers to {@link Statement}s of transactions and of plain commands: snapshot isolation where the first
 * updater wins. Everybody sees the snapshot of their first statement and their own writes; who writes a key (an id, or
 * a value of the unique index) that another has written without having committed yet, or has committed since the
 * snapshot, has a conflict. That aborts a transaction, and makes a plain command wait.
 */
final class IsolationModel {

    private static final int DUPLICATE = 11000;
    private static final Set<Statement.Kind> OF_MANY = EnumSet.of(
            Statement.Kind.INSERT_TWO,
            Statement.Kind.UPDATE_ALL,
            Statement.Kind.UPDATE_ALL_UNIQUE,
            Statement.Kind.DELETE_GROUP);

    private static final Document NO_TRANSACTION = new Document("code", 251);

    /** What a plain command answers that waited for as long as it was allowed to. */
    static final Document WAITS = new Document("code", 50);

    private final Map<Integer, Item> committed = new HashMap<>();
    private final Map<String, Long> committedAt = new HashMap<>();
    private final List<Transaction> transactions = new ArrayList<>();
    private long time;

    /** A document, and when it was inserted: a server looks at them in that order. */
    private record Item(Document document, long born) {

        @Nullable
        Integer value(String field) {
            return document.getInteger(field);
        }
    }

    private static final class Conflict extends RuntimeException {}

    private static final class Duplicate extends RuntimeException {}

    /** Said of what a server's rules do not say clearly enough: such a statement is not sent. */
    static final class Undecided extends RuntimeException {}

    private final class Transaction {
        private final Map<Integer, Item> seen;
        private final Set<String> written;
        private final long since;
        private boolean aborted;

        Transaction() {
            this(new HashMap<>(committed), new HashSet<>(), time);
        }

        private Transaction(Map<Integer, Item> seen, Set<String> written, long since) {
            this.seen = seen;
            this.written = written;
            this.since = since;
        }

        Transaction copy() {
            return new Transaction(new HashMap<>(seen), new HashSet<>(written), since);
        }

        List<Item> items() {
            return seen.values().stream()
                    .sorted(Comparator.comparing(Item::born))
                    .toList();
        }

        List<Item> ofGroup(@Nullable Integer group) {
            return items().stream()
                    .filter(item -> Objects.equals(item.value("g"), group))
                    .toList();
        }

        List<Item> byId(int id) {
            return seen.containsKey(id) ? List.of(seen.get(id)) : List.of();
        }

        void write(String key) {
            if (isTaken(key)) {
                throw new IsolationModel.Conflict();
            }
            written.add(key);
        }

        private boolean isTaken(String key) {
            return committedAt.getOrDefault(key, 0L) > since
                    || transactions.stream().anyMatch(other -> other != this && other.written.contains(key));
        }

        private void insert(Document document) {
            int id = document.getInteger("_id");
            if (seen.containsKey(id)) {
                throw new Duplicate();
            }
            write("id " + id);
            takeUnique(document);
            seen.put(id, new Item(document, ++time));
        }

        private void takeUnique(Document document) {
            Integer unique = document.getInteger("u");
            if (unique == null) {
                return;
            }
            boolean duplicate = items().stream().anyMatch(item -> unique.equals(item.value("u")));
            if (duplicate && isTaken("u " + unique)) {
                throw new Undecided();
            } else if (duplicate) {
                throw new Duplicate();
            }
            write("u " + unique);
        }

        private boolean change(Item item, UnaryOperator<Document> change) {
            Document changed = change.apply(new Document(item.document));
            if (changed.equals(item.document)) {
                return false;
            }
            int id = item.value("_id");
            write("id " + id);
            if (!Objects.equals(changed.getInteger("u"), item.value("u"))) {
                takeUnique(changed);
            }
            seen.put(id, new Item(changed, item.born));
            return true;
        }

        private void remove(Item item) {
            write("id " + item.value("_id"));
            seen.remove(item.value("_id"));
        }
    }

    /** @param number of transactions that may run at once, counted from 0 */
    IsolationModel(int number) {
        for (int i = 0; i < number; i++) {
            transactions.add(new Transaction());
            transactions.get(i).aborted = true;
        }
    }

    void begin(int number) {
        transactions.set(number, new Transaction());
    }

    /** The answer to a commit or an abort. */
    Document end(int number, boolean commit) {
        Transaction transaction = transactions.get(number);
        if (transaction.aborted) {
            return NO_TRANSACTION;
        }
        if (commit) {
            commit(transaction);
        }
        abort(transaction);
        return new Document();
    }

    private static void abort(Transaction transaction) {
        transaction.aborted = true;
        transaction.written.clear();
    }

    private void commit(Transaction transaction) {
        time++;
        for (String key : transaction.written) {
            committedAt.put(key, time);
            if (key.startsWith("id ")) {
                int id = Integer.parseInt(key.substring(3));
                committed.remove(id);
                transaction.byId(id).forEach(item -> committed.put(id, item));
            }
        }
    }

    /** The answer in a transaction. */
    Document run(int number, Statement statement) {
        Transaction transaction = transactions.get(number);
        if (statement.kind() == Statement.Kind.COUNT) {
            return new Document("code", 263);
        }
        if (transaction.aborted) {
            return NO_TRANSACTION;
        }
        Transaction attempt = transaction.copy();
        transactions.set(number, attempt);
        try {
            Document answer = answer(attempt, statement);
            if (answer.containsKey("writeErrors")) {
                abort(attempt);
            }
            return answer;
        } catch (Conflict e) {
            abort(attempt);
            return new Document("code", 112);
        } catch (Duplicate e) {
            abort(attempt);
            return duplicate(statement, 0);
        } catch (Undecided e) {
            transactions.set(number, transaction);
            throw e;
        }
    }

    /** The answer outside a transaction. */
    Document run(Statement statement) {
        Transaction alone = new Transaction();
        try {
            Document answer = answer(alone, statement);
            commit(alone);
            return answer;
        } catch (Conflict e) {
            refuseToDecideOnMany(statement);
            return WAITS;
        } catch (Duplicate e) {
            refuseToDecideOnMany(statement);
            return duplicate(statement, 0);
        }
    }

    /** A server has changed some of the documents by then, the engine none. */
    private static void refuseToDecideOnMany(Statement statement) {
        if (OF_MANY.contains(statement.kind())) {
            throw new Undecided();
        }
    }

    private static Document duplicate(Statement statement, int n) {
        Document error = new Document("index", n).append("code", DUPLICATE);
        return switch (statement.kind()) {
            case FIND_AND_MODIFY, FIND_AND_UPSERT, FIND_AND_REMOVE -> new Document("code", DUPLICATE);
            case INSERT, INSERT_TWO -> new Document("n", n).append("writeErrors", List.of(error));
            default -> new Document("n", n).append("nModified", 0).append("writeErrors", List.of(error));
        };
    }

    private static Document answer(Transaction in, Statement statement) {
        int id = statement.id();
        List<Item> byId = in.byId(id);
        List<Item> ofGroup = in.ofGroup(statement.group());
        UnaryOperator<Document> count = document -> document.append("v", document.getInteger("v", 0) + 1);
        UnaryOperator<Document> set = document -> document.append("u", statement.newUnique());
        return switch (statement.kind()) {
            case INSERT -> {
                in.insert(Statement.document(id, statement.unique(), statement.group()));
                yield new Document("n", 1);
            }
            case INSERT_TWO -> {
                in.insert(Statement.document(id, null, statement.group()));
                try {
                    in.insert(Statement.document(id + 1, null, statement.group()));
                } catch (Duplicate e) {
                    yield duplicate(statement, 1);
                }
                yield new Document("n", 2);
            }
            case UPDATE -> update(in, byId, count);
            case UPDATE_UNIQUE -> update(in, byId, set);
            case UPDATE_ONE_OF_GROUP -> update(in, first(ofGroup), count);
            case UPDATE_ALL -> update(in, in.items(), count);
            case UPDATE_ALL_UNIQUE -> update(in, in.items(), set);
            case UPSERT -> {
                if (!byId.isEmpty()) {
                    yield update(in, byId, document -> count.apply(set.apply(document)));
                }
                yield upsert(in, new Document("_id", id).append("u", statement.newUnique()));
            }
            case UPSERT_GROUP -> {
                List<Item> found = first(in.ofGroup(statement.newGroup()));
                yield found.isEmpty()
                        ? upsert(in, new Document("_id", id).append("g", statement.newGroup()))
                        : update(in, found, count);
            }
            case DELETE -> remove(in, byId);
            case DELETE_GROUP -> remove(in, ofGroup);
            case FIND_AND_MODIFY -> {
                update(in, byId, count);
                yield new Document(
                        "value",
                        in.byId(id).stream().findFirst().map(Item::document).orElse(null));
            }
            case FIND_AND_UPSERT -> {
                if (byId.isEmpty()) {
                    in.insert(new Document("_id", id).append("u", statement.newUnique()));
                }
                update(in, byId, set);
                yield new Document(
                        "value", byId.stream().findFirst().map(Item::document).orElse(null));
            }
            case FIND_AND_REMOVE -> {
                remove(in, first(ofGroup));
                yield new Document(
                        "value",
                        ofGroup.stream().findFirst().map(Item::document).orElse(null));
            }
            case FIND -> batch(in.items().stream().map(Item::document).toList());
            case DISTINCT -> {
                Set<Integer> values = new TreeSet<>(Comparator.nullsFirst(Comparator.naturalOrder()));
                in.items().forEach(item -> values.add(item.value("g")));
                yield new Document("values", new ArrayList<>(values));
            }
            case AGGREGATE -> batch(ofGroup.isEmpty() ? List.of() : List.of(new Document("n", ofGroup.size())));
            case COUNT -> new Document("n", ofGroup.size());
        };
    }

    private static Document batch(List<Document> documents) {
        return new Document("cursor", new Document("firstBatch", documents));
    }

    private static List<Item> first(List<Item> items) {
        return items.stream().limit(1).toList();
    }

    private static Document update(Transaction in, List<Item> items, UnaryOperator<Document> change) {
        int modified = 0;
        for (Item item : items) {
            modified += in.change(item, change) ? 1 : 0;
        }
        return new Document("n", items.size()).append("nModified", modified);
    }

    private static Document upsert(Transaction in, Document document) {
        in.insert(document.append("v", 1));
        Document upserted = new Document("index", 0).append("_id", document.get("_id"));
        return new Document("n", 1).append("nModified", 0).append("upserted", List.of(upserted));
    }

    private static Document remove(Transaction in, List<Item> items) {
        items.forEach(in::remove);
        return new Document("n", items.size());
    }
}
