package store.retro.platform.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoTimeoutException;
import org.jspecify.annotations.Nullable;
import store.retro.platform.problem.StartRefusedException;

/** What to tell an operator when the database does not do what the start asks of it. */
final class DatabaseRefusals {

    private DatabaseRefusals() {}

    static StartRefusedException of(MongoException failure, ConnectionString uri) {
        if (isOfTheLogin(failure)) {
            return login(failure);
        }
        if (failure.getCode() == CollectionSetup.UNAUTHORIZED && uri.getCredential() == null) {
            return refusal(
                    "The database wants a login, and spring.mongodb.uri has none.",
                    "Write it in front of the servers, as in mongodb://name:password@db-1/retro?authSource=admin.",
                    failure);
        }
        if (failure.getClass() == MongoClientException.class && Boolean.TRUE.equals(uri.isLoadBalanced())) {
            return refusal(
                    "The address in spring.mongodb.uri says loadBalanced=true, and the server is not set up for it.",
                    "Leave the option out in spring.mongodb.uri (SPRING_MONGODB_URI).",
                    failure);
        }
        return ofTheServer(failure);
    }

    private static StartRefusedException ofTheServer(MongoException failure) {
        if (failure instanceof MongoTimeoutException || failure instanceof MongoExecutionTimeoutException) {
            return refusal(
                    "The database has not done in time what the start asked of it.",
                    "See by db.currentOp() in mongosh what it is busy with, and start again; for indexes that take"
                            + " longer there is store.startup.index-timeout.",
                    failure);
        }
        if (failure instanceof MongoIncompatibleDriverException) {
            return refusal(
                    "The database server is of a version that this service cannot talk to: " + failure.getMessage(),
                    "Use MongoDB 4.2 or later.",
                    failure);
        }
        return refusal(
                "The database refused to be prepared: " + reason(failure),
                "If it is a right that is missing, give the login in spring.mongodb.uri the role readWrite on the"
                        + " database.",
                failure);
    }

    /** Without the whole answer of the server, which the driver's own message ends with. */
    private static @Nullable String reason(MongoException failure) {
        return failure instanceof MongoCommandException command ? command.getErrorMessage() : failure.getMessage();
    }

    /** Nobody has answered at all. */
    static StartRefusedException noServer(MongoTimeoutException failure) {
        return isOfTheLogin(failure)
                ? login(failure)
                : refusal(
                        "No usable MongoDB server answered at the configured address within"
                                + " store.startup.database-timeout.",
                        "Check that the server runs, that its address is right, and that the replica set has that name"
                                + " and has a primary.",
                        failure);
    }

    /** When it is the pool that was refused first, the driver only tells what it thinks of its servers. */
    private static boolean isOfTheLogin(MongoException failure) {
        return failure instanceof MongoSecurityException
                || String.valueOf(failure.getMessage()).contains(MongoSecurityException.class.getName());
    }

    private static StartRefusedException login(MongoException failure) {
        return refusal(
                "The database does not accept the login in spring.mongodb.uri.",
                "Check name and password, and say with authSource= (often admin) which database knows it.",
                failure);
    }

    private static StartRefusedException refusal(String description, String action, MongoException cause) {
        return new StartRefusedException(description, action, cause);
    }
}
