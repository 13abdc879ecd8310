package store.retro.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An answer with {@code ok: 0}, or one write error in an answer with {@code ok: 1}. */
final class CommandError extends RuntimeException {

    /** Errors that end a whole command, even where one statement of it could be reported alone. */
    private static final Set<Integer> WHOLE_COMMAND =
            Set.of(Codes.MAX_TIME_EXPIRED, 24, 112, 246, 251, 290, 11600, 11601);

    private final int code;
    private final String codeName;
    private final Document extra = new Document();

    CommandError(int code, String codeName, String message) {
        super(message, null, false, false);
        this.code = code;
        this.codeName = codeName;
    }

    /** What mongo-java-server's parts throw, in our family. */
    static CommandError from(MongoServerException e) {
        if (e instanceof MongoServerError error) {
            String name = error.getCodeName();
            return new CommandError(
                    error.getCode(),
                    name == null ? "Location" + error.getCode() : name,
                    e.getMessageWithoutErrorCode());
        }
        return new CommandError(238, "NotImplemented", e.getMessage());
    }

    CommandError with(String field, @Nullable Object value) {
        extra.put(field, value);
        return this;
    }

    int code() {
        return code;
    }

    boolean endsTheCommand() {
        return WHOLE_COMMAND.contains(code);
    }

    Document toResponse() {
        Document response = new Document("ok", 0.0)
                .append("errmsg", getMessage())
                .append("code", code)
                .append("codeName", codeName);
        response.putAll(extra);
        return response;
    }

    Document toWriteError(int index) {
        Document error = new Document("index", index).append("code", code);
        error.putAll(extra);
        return error.append("errmsg", getMessage());
    }
}
