package store.retro.embedded;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Faults on request, as the server's {@code configureFailPoint} has them. */
final class FailCommands {

    static final String FAIL_COMMAND = "failCommand";
    static final String TRANSACTIONAL_WRITE = "onPrimaryTransactionalWrite";

    private static final Map<String, Set<String>> KNOWN = Map.of(
            FAIL_COMMAND,
            Set.of(
                    "failCommands",
                    "errorCode",
                    "errorLabels",
                    "closeConnection",
                    "blockConnection",
                    "blockTimeMS",
                    "appName",
                    "writeConcernError",
                    "namespace"),
            TRANSACTIONAL_WRITE,
            Set.of("closeConnection", "failBeforeCommitExceptionCode"));

    private final Map<String, FailPoint> active = new ConcurrentHashMap<>();
    private final Map<String, Integer> timesEntered = new ConcurrentHashMap<>();

    /** One that is switched on, with what is left of its mode. */
    private static final class FailPoint {
        private final Document data;
        private int skip;
        private int times;

        FailPoint(Document data, int skip, int times) {
            this.data = data;
            this.skip = skip;
            this.times = times;
        }

        synchronized boolean enter() {
            if (skip > 0) {
                skip--;
                return false;
            }
            if (times == 0) {
                return false;
            }
            times--;
            return true;
        }
    }

    /** @return how often it had been entered until now */
    int configure(String name, @Nullable Object mode, Document data) {
        Set<String> fields = KNOWN.get(name);
        if (fields == null) {
            throw Codes.badValue("fail point " + name + " is not supported");
        }
        for (String field : data.keySet()) {
            if (!fields.contains(field)) {
                throw Codes.badValue("fail point data '" + field + "' is not supported");
            }
        }
        if ("off".equals(mode)) {
            active.remove(name);
        } else if ("alwaysOn".equals(mode)) {
            active.put(name, new FailPoint(data, 0, -1));
        } else if (mode instanceof Document counted && counted.get("times") instanceof Number times) {
            active.put(name, new FailPoint(data, 0, times.intValue()));
        } else if (mode instanceof Document counted && counted.get("skip") instanceof Number skip) {
            active.put(name, new FailPoint(data, skip.intValue(), -1));
        } else {
            throw Codes.badValue("fail point mode " + mode + " is not supported");
        }
        return timesEntered.getOrDefault(name, 0);
    }

    /** @return the data of the fault that this command is to suffer, or null */
    @Nullable
    Document enterCommand(Request request) {
        FailPoint point = active.get(FAIL_COMMAND);
        if (point == null || !matches(point.data, request) || !point.enter()) {
            return null;
        }
        timesEntered.merge(FAIL_COMMAND, 1, Integer::sum);
        return point.data;
    }

    /** @return the data of the fault that this retryable write is to suffer, or null */
    @Nullable
    Document enterTransactionalWrite() {
        FailPoint point = active.get(TRANSACTIONAL_WRITE);
        if (point == null || !point.enter()) {
            return null;
        }
        timesEntered.merge(TRANSACTIONAL_WRITE, 1, Integer::sum);
        return point.data;
    }

    private static boolean matches(Document data, Request request) {
        if (!(data.get("failCommands") instanceof Collection<?> names)
                || names.stream().noneMatch(command -> request.name().equalsIgnoreCase(String.valueOf(command)))) {
            return false;
        }
        if (data.containsKey("appName")
                && !data.get("appName").equals(request.connection().applicationName())) {
            return false;
        }
        return !data.containsKey("namespace")
                || data.get("namespace").equals(request.database() + "." + request.target());
    }

    /** How long the fault makes the command wait. */
    static long blockMillis(Document data) {
        boolean blocks = Utils.isTrue(data.get("blockConnection"));
        return blocks && data.get("blockTimeMS") instanceof Number millis ? millis.longValue() : 0;
    }
}
