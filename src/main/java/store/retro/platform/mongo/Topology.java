package store.retro.platform.mongo;

import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;

/** What kind of MongoDB this is. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class Topology {

    private final MongoDatabaseFactory factory;

    /** Whether the server that answers is a member of a replica set or a router of a sharded cluster. */
    boolean runsTransactions() {
        Document hello = factory.getMongoDatabase("admin").runCommand(new Document("hello", 1));
        return hello.containsKey("setName") || "isdbgrid".equals(hello.getString("msg"));
    }
}
