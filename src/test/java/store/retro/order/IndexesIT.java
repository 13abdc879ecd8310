package store.retro.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoTemplate;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.SentCommands;
import store.retro.fixture.SentCommands.Sent;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** No path of the store looks at documents that it does not want, however many are stored. */
@StoreTest
@Import(SentCommands.class)
class IndexesIT {

    private static final Set<String> QUERIES = Set.of("find", "update", "delete", "findAndModify", "count", "distinct");

    @Autowired
    private Shop shop;

    @Autowired
    private SentCommands commands;

    @Autowired
    private MongoTemplate mongo;

    @Test
    void everyQueryOfAnOrdersLifeIsServedByAnIndex() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        commands.forget();

        Purchase purchase =
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
        String order = buyer.places(purchase).at("/id");
        buyer.places(purchase);
        buyer.get("/orders/" + order);
        buyer.get("/orders?idempotencyKey=key");
        buyer.get("/payments/" + purchase.paymentId());
        buyer.get("/products/" + console.id());
        buyer.get("/users/me");
        buyer.post("/orders/" + order + "/cancel", "");
        buyer.places(purchase.withKey("another"));

        assertThat(queries()).hasSizeGreaterThan(10).allSatisfy(this::isServedByAnIndex);
    }

    @Test
    void listsAreReadFromACursorAndNeverSkip() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        for (int i = 0; i < 3; i++) {
            buyer.buys(console.times(1));
        }
        commands.forget();

        String next = buyer.get("/orders?limit=1").at("/next");
        assertThat(buyer.get("/orders?limit=1&after=" + next).status()).isEqualTo(200);

        assertThat(queries())
                .allSatisfy(query -> assertThat(query.containsKey("skip")).isFalse())
                .allSatisfy(this::isServedByAnIndex);
    }

    /** What can be explained. */
    private List<BsonDocument> queries() {
        return commands.all().stream()
                .filter(sent -> QUERIES.contains(sent.name()))
                .map(Sent::body)
                .toList();
    }

    private void isServedByAnIndex(BsonDocument query) {
        BsonDocument bare = query.clone();
        List.of(
                        "lsid",
                        "$db",
                        "$clusterTime",
                        "txnNumber",
                        "autocommit",
                        "startTransaction",
                        "readConcern",
                        "writeConcern",
                        "maxTimeMS",
                        "$readPreference")
                .forEach(bare::remove);
        Document answer = mongo.getDb().runCommand(new Document("explain", bare).append("verbosity", "executionStats"));
        assertThat(answer.toJson()).as(bare.toJson()).doesNotContain("COLLSCAN");
    }
}
