package store.retro.embedded;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/** A write concern, which a set of one member either fulfils at once or never. */
record WriteConcern(@Nullable Object w) {

    /** @throws CommandError FailedToParse */
    static WriteConcern of(Request request) {
        Document document = request.document("writeConcern");
        Object w = document.get("w");
        if (w instanceof Number count && (count.intValue() < 0 || count.intValue() > 50)) {
            throw Codes.failedToParse("w has to be a non-negative number and not greater than 50; found: " + w);
        }
        if (w != null && !(w instanceof Number) && !(w instanceof String)) {
            throw Codes.failedToParse("w has to be a number or a string");
        }
        return new WriteConcern(w);
    }

    void addErrorTo(Document response) {
        if (w instanceof Number count && count.intValue() > 1) {
            response.put("writeConcernError", error(100, "Not enough data-bearing nodes"));
        } else if (w instanceof String tag && !tag.equals("majority")) {
            response.put("writeConcernError", error(79, "No write concern mode named '" + tag + "' found"));
        }
    }

    private static Document error(int code, String message) {
        return new Document("code", code)
                .append("codeName", Labels.codeName(code))
                .append("errmsg", message);
    }
}
