package store.retro.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a random schedule, on a collection {@code items} of few documents: {@code u} is unique where it is
 * there, {@code g} is a group, indexed, and {@code v} counts.
 *
 * @param unique null for a document without {@code u}
 * @param group null for one without {@code g}
 */
record Statement(
        Kind kind,
        int id,
        @Nullable Integer unique,
        @Nullable Integer group) {

    /** What it does. The comments have the shell's words. */
    enum Kind {
        /** insertOne({_id, u, g, v: 0}) */
        INSERT,
        /** insertMany of this and the next id, without u */
        INSERT_TWO,
        /** updateOne({_id}, {$inc: {v: 1}}) */
        UPDATE,
        /** updateOne({_id}, {$set: {u}}) */
        UPDATE_UNIQUE,
        /** updateOne({g}, {$inc: {v: 1}}) */
        UPDATE_ONE_OF_GROUP,
        /** updateMany({}, {$inc: {v: 1}}) */
        UPDATE_ALL,
        /** updateMany({}, {$set: {u}}) */
        UPDATE_ALL_UNIQUE,
        /** updateOne({_id}, {$set: {u}, $inc: {v: 1}}, {upsert: true}) */
        UPSERT,
        /** updateOne({g}, {$inc: {v: 1}, $setOnInsert: {_id}}, {upsert: true}) */
        UPSERT_GROUP,
        /** deleteOne({_id}) */
        DELETE,
        /** deleteMany({g}) */
        DELETE_GROUP,
        /** findAndModify({query: {_id}, update: {$inc: {v: 1}}, new: true}) */
        FIND_AND_MODIFY,
        /** findAndModify({query: {_id}, update: {$set: {u}}, upsert: true}) */
        FIND_AND_UPSERT,
        /** findAndModify({query: {g}, remove: true}) */
        FIND_AND_REMOVE,
        /** find() */
        FIND,
        /** distinct("g") */
        DISTINCT,
        /** aggregate([{$match: {g}}, {$count: "n"}]) */
        AGGREGATE,
        /** count({g}), which a transaction may not */
        COUNT
    }

    /** Documents that come and go are what is hardest to get right. */
    private static final List<Kind> KINDS = Stream.concat(
                    Arrays.stream(Kind.values()), Stream.of(Kind.INSERT, Kind.INSERT, Kind.DELETE, Kind.DELETE))
            .toList();

    static Statement random(Random random) {
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        int unique = random.nextInt(4);
        int group = random.nextInt(3);
        return new Statement(kind, 1 + random.nextInt(4), unique == 0 ? null : unique, group == 0 ? null : group);
    }

    Document command() {
        Document byId = new Document("_id", id);
        Document byGroup = new Document("g", group);
        Document count = new Document("$inc", new Document("v", 1));
        Document set = new Document("$set", new Document("u", newUnique()));
        return switch (kind) {
            case INSERT -> insert(document(id, unique, group));
            case INSERT_TWO -> insert(document(id, null, group), document(id + 1, null, group));
            case UPDATE -> update(byId, count);
            case UPDATE_UNIQUE -> update(byId, set);
            case UPDATE_ONE_OF_GROUP -> update(byGroup, count);
            case UPDATE_ALL -> updateAll(new Document(), count);
            case UPDATE_ALL_UNIQUE -> updateAll(new Document(), set);
            case UPSERT -> upsert(byId, new Document(set).append("$inc", count.get("$inc")));
            case UPSERT_GROUP ->
                upsert(new Document("g", newGroup()), new Document(count).append("$setOnInsert", byId));
            case DELETE -> delete(byId, 1);
            case DELETE_GROUP -> delete(byGroup, 0);
            case FIND_AND_MODIFY -> findAndModify(byId, "update", count).append("new", true);
            case FIND_AND_UPSERT -> findAndModify(byId, "update", set).append("upsert", true);
            case FIND_AND_REMOVE -> findAndModify(byGroup, "remove", true);
            case FIND -> new Document("find", "items");
            case DISTINCT -> new Document("distinct", "items").append("key", "g");
            case AGGREGATE ->
                new Document("aggregate", "items")
                        .append("pipeline", List.of(new Document("$match", byGroup), new Document("$count", "n")))
                        .append("cursor", new Document());
            case COUNT -> new Document("count", "items").append("query", byGroup);
        };
    }

    /** What {@code u} is set to. */
    int newUnique() {
        return unique == null ? 4 : unique;
    }

    /** What an upsert finds or inserts. */
    int newGroup() {
        return group == null ? 3 : group;
    }

    static Document document(int id, @Nullable Integer unique, @Nullable Integer group) {
        Document document = new Document("_id", id);
        if (unique != null) {
            document.append("u", unique);
        }
        if (group != null) {
            document.append("g", group);
        }
        return document.append("v", 0);
    }

    private static Document insert(Document... documents) {
        return new Document("insert", "items").append("documents", List.of(documents));
    }

    private static Document update(Document query, Document change) {
        return updates(new Document("q", query).append("u", change));
    }

    private static Document updateAll(Document query, Document change) {
        return updates(new Document("q", query).append("u", change).append("multi", true));
    }

    private static Document upsert(Document query, Document change) {
        return updates(new Document("q", query).append("u", change).append("upsert", true));
    }

    private static Document updates(Document update) {
        return new Document("update", "items").append("updates", List.of(update));
    }

    private static Document delete(Document query, int limit) {
        return new Document("delete", "items")
                .append("deletes", List.of(new Document("q", query).append("limit", limit)));
    }

    private static Document findAndModify(Document query, String field, Object change) {
        return new Document("findAndModify", "items").append("query", query).append(field, change);
    }

    /** What is compared of an answer, the same of a server's and of the model's. */
    static List<Object> essence(Document answer) {
        List<Object> essence = new ArrayList<>();
        for (String field : List.of("code", "n", "nModified", "upserted", "values", "value")) {
            if (answer.get(field) != null) {
                essence.add(field + " " + text(answer.get(field)));
            }
        }
        for (Document error : answer.getList("writeErrors", Document.class, List.of())) {
            essence.add("error " + error.get("index") + " " + error.get("code"));
        }
        if (answer.get("cursor") instanceof Document cursor) {
            essence.add(text(cursor.get("firstBatch")));
        }
        return essence;
    }

    private static String text(Object value) {
        return value instanceof Document document ? document.toJson() : new Document("", value).toJson();
    }
}
