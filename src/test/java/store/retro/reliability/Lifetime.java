package store.retro.reliability;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.bson.Document;
import store.retro.TestDatabase;

/**
 * How long a transaction may live on the server. A killed client leaves its own open until then, with everything that
 * it had written locked.
 */
final class Lifetime implements AutoCloseable {

    private static final String PARAMETER = "transactionLifetimeLimitSeconds";

    private final MongoClient client;
    private final Number before;

    private Lifetime(MongoClient client, int seconds) {
        this.client = client;
        this.before = (Number) set(seconds).get("was");
    }

    /** Until it is closed. */
    static Lifetime ofSeconds(int seconds) {
        return new Lifetime(MongoClients.create(TestDatabase.ofThisRun().connectionString()), seconds);
    }

    private Document set(Object seconds) {
        return client.getDatabase("admin").runCommand(new Document("setParameter", 1).append(PARAMETER, seconds));
    }

    @Override
    public void close() {
        set(before);
        client.close();
    }
}
