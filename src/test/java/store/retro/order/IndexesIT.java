package store.retro.order;

import static org.assertj.core.api.Assertions.assertThat;
import static store.retro.fixture.StoredOrders.formerSettlement;
import static store.retro.fixture.StoredOrders.minute;
import static store.retro.fixture.StoredOrders.settlement;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoTemplate;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.SentCommands;
import store.retro.fixture.SentCommands.Sent;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import store.retro.fixture.StoredOrders;

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

    @Test
    void everyQueryOfAnExportAndAnErasureIsServedByAnIndex() {
        Buyer buyer = shop.buyer();
        String order = buyer.buys(shop.console(100, 10).times(1)).at("/id");
        shop.settle();
        shop.staff().ships(order);
        commands.forget();

        assertThat(buyer.get("/users/me/export").status()).isEqualTo(200);
        assertThat(buyer.erases().status()).isEqualTo(204);
        shop.does("erasures");
        assertThat(shop.staff().readmits(buyer).status()).isEqualTo(204);

        // a partial index, as that of due work is, serves on a server, but is not shown by each engine
        assertThat(queries())
                .filteredOn(query -> !query.toString().contains("erasure.at"))
                .hasSizeGreaterThan(10)
                .allSatisfy(this::isServedByAnIndex);
    }

    /** So that a server with a million orders can be asked, too. */
    private static final int STORED = Integer.getInteger("stored-orders", 3_000);

    /** Of these there are few, whatever else there is. */
    private static final List<Document> RARE = List.of(
            new Document("status", "of a later version"),
            new Document("settlement", settlement("captured", "refund_due")),
            new Document("settlement", settlement("authorized", "captured_in_part")),
            new Document("settlement", settlement("captured", "refunded_in_part")),
            new Document("settlement", settlement("captured", "disputed")),
            new Document("settlement", settlement("refunded", "lost")));

    private static final List<Document> USUAL = List.of(
            cancelled(settlement("voided", "voided")),
            cancelled(settlement("refunded", "refunded")),
            cancelled(formerSettlement("voided")),
            cancelled(formerSettlement("refunded")),
            new Document("status", "returned").append("settlement", settlement("refunded", "refunded")),
            shipped(formerSettlement("captured")));

    private static final Document TOMBSTONE = new Document("status", "void")
            .append("placedAt", null)
            .append("number", null)
            .append("settlement", null);

    private static Document cancelled(Document settlement) {
        return new Document("status", "cancelled").append("settlement", settlement);
    }

    private static Document shipped(Document settlement) {
        return new Document("status", "shipped").append("settlement", settlement);
    }

    /** The newest are placed and not yet paid, some are cancelled or given back, and most were shipped long ago. */
    private static Document ofALargeStore(int number) {
        if (number % (STORED / 30) < RARE.size()) {
            return RARE.get(number % (STORED / 30));
        }
        if (number >= STORED * 0.95) {
            return new Document("settlement", settlement("authorized", "held")).append("number", "n" + number);
        }
        return number % 20 < USUAL.size() ? USUAL.get(number % 20) : shipped(settlement("captured", "captured"));
    }

    /** However many there are. */
    @Test
    void staffsSearchesLookAtLittleMoreThanTheyFind() {
        Buyer buyer = shop.buyer();
        try (StoredOrders stored = shop.storedOrders(buyer)) {
            stored.add(STORED, IndexesIT::ofALargeStore);
            stored.add(STORED / 10, number -> TOMBSTONE);
            assertThat(searches(buyer)).allSatisfy(this::looksAtLittleMoreThanItFinds);
        }
    }

    private static Stream<String> searches(Buyer buyer) {
        Instant from = minute(STORED / 4);
        Instant to = minute(STORED * 3 / 4);
        Stream<String> states = Stream.of(
                        "held captured captured-in-part refund-due refunded-in-part refunded voided disputed lost"
                                .split(" "))
                .map(state -> "settlement=" + state);
        Stream<String> statuses = Stream.of("placed shipped cancelled returned unknown".split(" "))
                .map(status -> "status=" + status);
        Stream<String> others = Stream.of("", "userId=" + buyer.id(), "number=n" + (STORED - 10));
        return Stream.of(states, statuses, others)
                .flatMap(filters -> filters)
                .flatMap(filter -> Stream.of("", "&from=" + from + "&to=" + to).map(filter::concat))
                .flatMap(filter -> Stream.of("", "&sort=placedAt").map(filter::concat));
    }

    private void looksAtLittleMoreThanItFinds(String search) {
        commands.forget();
        Answer page = shop.clerk().get("/staff/orders?" + search);
        assertThat(page.status()).as("%s", page).isEqualTo(200);
        if (!page.json().at("/next").isNull()) {
            shop.clerk().get("/staff/orders?" + search + "&after=" + page.at("/next"));
        }
        areLookedAt(search);
    }

    private void areLookedAt(String search) {
        List<Document> explained = queries().stream()
                .map(this::explained)
                .map(answer -> answer.get("executionStats", Document.class))
                .toList();
        assertThat(explained).as(search).isNotEmpty();
        int returned = sum(explained, "nReturned");
        assertThat(sum(explained, "totalDocsExamined")).as(search).isLessThanOrEqualTo(20 * Math.max(returned, 1));
        assertThat(sum(explained, "totalKeysExamined")).as(search).isLessThanOrEqualTo(20 * Math.max(returned, 5));
    }

    private static int sum(List<Document> explained, String figure) {
        return explained.stream()
                .mapToInt(stats -> ((Number) stats.get(figure)).intValue())
                .sum();
    }

    @Test
    void theListOfCustomersLooksAtLittleMoreThanItShows() {
        List<Document> users = IntStream.range(0, STORED)
                .mapToObj(i -> new Document("_id", "spent-" + i).append("lifeTimeValue", i % 3 == 0 ? 0L : 100L * i))
                .toList();
        MongoCollection<Document> stored = mongo.getCollection("users").withTimeout(10, TimeUnit.MINUTES);
        stored.insertMany(users);
        commands.forget();

        String next = shop.clerk().get("/staff/customers").at("/next");
        assertThat(shop.clerk().get("/staff/customers?after=" + next).status()).isEqualTo(200);

        areLookedAt("customers");
        stored.deleteMany(Filters.regex("_id", "^spent-"));
    }

    /** What can be explained. */
    private List<BsonDocument> queries() {
        return commands.all().stream()
                .filter(sent -> QUERIES.contains(sent.name()))
                .map(Sent::body)
                .toList();
    }

    private void isServedByAnIndex(BsonDocument query) {
        assertThat(explained(query).toJson()).as(query.toJson()).doesNotContain("COLLSCAN");
    }

    private Document explained(BsonDocument query) {
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
        return mongo.getDb().runCommand(new Document("explain", bare).append("verbosity", "executionStats"));
    }
}
