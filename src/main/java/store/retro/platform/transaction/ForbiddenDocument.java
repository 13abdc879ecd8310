package store.retro.platform.transaction;

import com.mongodb.ClientBulkWriteException;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteError;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** A validator of the database has refused a document: it is not what was taken for possible, here or there. */
public final class ForbiddenDocument {

    private static final int DOCUMENT_VALIDATION_FAILURE = 121;

    private ForbiddenDocument() {}

    /** What the validator objects to, for an operator, without the values; empty when the failure is another one. */
    public static Optional<String> objection(Throwable failure) {
        return TransactionErrors.causes(failure)
                .flatMap(cause -> errors(cause).stream())
                .filter(error -> error.getCode() == DOCUMENT_VALIDATION_FAILURE)
                .findFirst()
                .map(error -> withoutValues(error.getDetails()).asDocument().toJson());
    }

    private static Collection<? extends WriteError> errors(Throwable cause) {
        if (cause instanceof MongoWriteException single) {
            return List.of(single.getError());
        }
        if (cause instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteErrors();
        }
        if (cause instanceof ClientBulkWriteException several) {
            return several.getWriteErrors().values();
        }
        return cause instanceof MongoCommandException command
                ? List.of(new WriteError(
                        command.getErrorCode(),
                        command.getErrorMessage(),
                        command.getResponse().getDocument("errInfo", new BsonDocument())))
                : List.of();
    }

    /** They may be a person's; servers before 5.0 tell nothing at all. */
    private static BsonValue withoutValues(BsonValue details) {
        if (details.isArray()) {
            return new BsonArray(details.asArray().stream()
                    .map(ForbiddenDocument::withoutValues)
                    .toList());
        }
        if (!details.isDocument()) {
            return details;
        }
        BsonDocument told = new BsonDocument();
        details.asDocument().forEach((name, value) -> {
            if (!name.startsWith("consideredValue")) {
                told.put(name, withoutValues(value));
            }
        });
        return told;
    }
}
