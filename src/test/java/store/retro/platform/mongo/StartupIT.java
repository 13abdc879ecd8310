package store.retro.platform.mongo;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.TestPropertySource;
import store.retro.TestDatabase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** What a service does before its first request, on a database that another one has used before. */
@StoreTest
@TestPropertySource(properties = "store.order-transactions.style=managed")
class StartupIT {

    /** Much longer than looking takes, and much shorter than a server lets an open transaction live. */
    private static final Duration QUICKLY = Duration.ofSeconds(10);

    @Autowired
    private StartupCheck startup;

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private Shop shop;

    /** A killed service leaves its transaction open on the server, and making an index would wait for its end. */
    @Test
    void isReadyQuicklyWhileATransactionIsLeftOpen() {
        ObjectId order =
                new ObjectId(shop.buyer().buys(shop.console(100, 1).times(1)).at("/id"));
        try (MongoClient killed = MongoClients.create(TestDatabase.ofThisRun().connectionString());
                ClientSession left = killed.startSession()) {
            left.startTransaction();
            killed.getDatabase(mongo.getDb().getName())
                    .getCollection("orders")
                    .updateOne(left, Filters.eq("_id", order), Updates.set("status", "shipped"));

            assertTimeoutPreemptively(QUICKLY, startup::afterSingletonsInstantiated);
        }
    }
}
