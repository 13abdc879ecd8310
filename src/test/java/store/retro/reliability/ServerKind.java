package store.retro.reliability;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.List;
import org.bson.Document;
import store.retro.TestDatabase;

/** What kind of MongoDB a server is, in the words of the scorecard. */
final class ServerKind {

    /** What the engine says instead of the commit that a server was built of. */
    private static final String ENGINE = "embedded";

    private static final List<String> NUMBERS =
            List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

    private ServerKind() {}

    /** That of the database of this run; it is asked once. */
    static String ofThisRun() {
        return Holder.INSTANCE;
    }

    /** As the server says of itself. */
    static String of(MongoClient client) {
        MongoDatabase admin = client.getDatabase("admin");
        return of(admin.runCommand(new Document("buildInfo", 1)), admin.runCommand(new Document("hello", 1)));
    }

    /** As these two answers of one server say. */
    static String of(Document buildInfo, Document hello) {
        if (ENGINE.equals(buildInfo.getString("gitVersion"))) {
            return "embedded engine";
        }
        String version = buildInfo.getString("version");
        if ("isdbgrid".equals(hello.getString("msg"))) {
            return "mongos " + version + ", sharded cluster";
        }
        return "mongod " + version + ", " + (hello.containsKey("setName") ? "set of " + members(hello) : "alone");
    }

    /** Those with data: a server lists its arbiters apart, and hidden members not at all. */
    private static String members(Document hello) {
        int members = count(hello, "hosts") + count(hello, "passives");
        return members <= NUMBERS.size() ? NUMBERS.get(members - 1) : String.valueOf(members);
    }

    private static int count(Document hello, String members) {
        return hello.getList(members, String.class, List.of()).size();
    }

    private static final class Holder {
        private static final String INSTANCE = ask();

        private static String ask() {
            try (MongoClient client =
                    MongoClients.create(TestDatabase.ofThisRun().connectionString())) {
                return of(client);
            }
        }
    }
}
