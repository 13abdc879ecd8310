package store.retro.development.lab;

import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What the server answered, read for people.
 *
 * @param error the part of the answer that tells of one; null where there is none
 */
record Outcome(Probe.Answered answered, @Nullable BsonDocument error) {

    private static final int WRITE_CONFLICT = 112;

    static Outcome of(Probe.Answered answered) {
        BsonDocument answer = answered.answer();
        return new Outcome(answered, answer == null ? null : error(answer));
    }

    private static @Nullable BsonDocument error(BsonDocument answer) {
        if (answer.getNumber("ok").intValue() != 1) {
            return answer;
        }
        BsonValue errors = answer.get("writeErrors");
        return errors == null
                ? answer.getDocument("writeConcernError", null)
                : errors.asArray().get(0).asDocument();
    }

    boolean isOk() {
        return answered.answer() != null && error == null;
    }

    boolean isConflict() {
        return error != null
                && error.containsKey("code")
                && error.getNumber("code").intValue() == WRITE_CONFLICT;
    }

    /** Why it failed, in a word. */
    String because() {
        if (error == null) {
            return String.valueOf(answered.failure());
        }
        return error.containsKey("codeName")
                ? error.getString("codeName").getValue()
                : String.valueOf(number(error, "code"));
    }

    Map<String, Object> described(String id) {
        BsonDocument answer = answered.answer() == null ? new BsonDocument() : answered.answer();
        return Events.members(
                "id",
                id,
                "ok",
                isOk(),
                "millis",
                Math.round(answered.millis() * 100) / 100.0,
                "matched",
                number(answer, "n"),
                "modified",
                number(answer, "nModified"),
                "code",
                error == null ? null : number(error, "code"),
                "codeName",
                error == null || !error.containsKey("codeName")
                        ? null
                        : error.getString("codeName").getValue(),
                "labels",
                labels(answer),
                "message",
                isOk() ? null : message());
    }

    private @Nullable String message() {
        return error != null && error.containsKey("errmsg")
                ? error.getString("errmsg").getValue()
                : answered.failure();
    }

    private static List<String> labels(BsonDocument answer) {
        return answer.containsKey("errorLabels")
                ? answer.getArray("errorLabels").stream()
                        .map(label -> label.asString().getValue())
                        .toList()
                : List.of();
    }

    private static @Nullable Long number(BsonDocument document, String member) {
        return document.containsKey(member) ? document.getNumber(member).longValue() : null;
    }
}
