package store.retro.development.lab;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happens in a session, numbered, for whoever looks on; the last few thousand are kept. */
final class Events {

    private static final int KEPT = 5000;
    private static final JsonMapper JSON = new JsonMapper();

    private final Deque<Map<String, Object>> kept = new ArrayDeque<>();
    private long last;
    private boolean over;

    /** Members of an event, or of a part of one, in pairs of name and value. */
    static Map<String, Object> members(@Nullable Object... pairs) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            members.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return members;
    }

    /** As JSON that people can read. */
    static @Nullable JsonNode json(@Nullable BsonDocument document) {
        return document == null ? null : JSON.readTree(document.toJson());
    }

    synchronized void add(String type, Map<String, Object> members) {
        Map<String, Object> event = members("n", ++last, "type", type);
        event.putAll(members);
        kept.add(event);
        if (kept.size() > KEPT) {
            kept.remove();
        }
        notifyAll();
    }

    /** The number of the last one. */
    synchronized long last() {
        return last;
    }

    /** Those after that one; while there is none, it waits. */
    synchronized List<Map<String, Object>> after(long number, long waitMillis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        long left = waitMillis;
        while (last <= number && !over && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        return kept.stream().filter(event -> (long) event.get("n") > number).toList();
    }

    /** Nobody waits for more. */
    synchronized void end() {
        over = true;
        notifyAll();
    }
}
