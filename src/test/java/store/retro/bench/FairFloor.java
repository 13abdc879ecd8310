package store.retro.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoTemplate;
import store.retro.TestDatabase;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.SentCommands;
import store.retro.fixture.SentCommands.Sent;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** The driver alone does all that the store asks of its database: when the store changes, its floors do. */
@StoreTest
@Import(SentCommands.class)
abstract class FairFloor {

    private static final Address ADDRESS =
            new Address("Ada Lovelace", "12 St James's Square", null, "London", null, "SW1Y 4JH", "GB");

    /** What a command says of session and time, and what Spring Data adds: a class, and an option that is off. */
    private static final Set<String> APART =
            Set.of("lsid", "$clusterTime", "txnNumber", "maxTimeMS", "_class", "upsert");

    @Autowired
    private Shop shop;

    @Autowired
    private SentCommands ofTheStore;

    @Autowired
    private MongoTemplate mongo;

    private final SentCommands ofTheDriver = new SentCommands();
    private MongoClient client;
    private MongoDatabase database;

    @BeforeEach
    void connect() {
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(TestDatabase.ofThisRun().connectionString())
                .addCommandListener(ofTheDriver)
                .build());
        database = client.getDatabase(mongo.getDb().getName());
    }

    @AfterEach
    void close() {
        client.close();
    }

    /** Both have met the user and the product a moment ago. */
    @Test
    void sendsTheCommandsOfTheStore() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase first =
                Purchase.of(buyer.pays(console.times(2)), console.times(2)).withKey("first");
        Purchase second = first.withPayment(buyer.pays(console.times(2))).withKey("second");
        Purchase third = first.withPayment(buyer.pays(console.times(2))).withKey("third");

        DriverOrders driver = driver();
        driver.place(request(buyer, console, third));
        ofTheStore.forget();
        ofTheDriver.forget();
        assertThat(buyer.places(first).status()).isEqualTo(201);
        driver.place(request(buyer, console, second));

        assertThat(shapes(ofTheDriver)).isEqualTo(shapes(ofTheStore));
    }

    @Test
    void replaysAnOrderOfTheStore() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase =
                Purchase.of(buyer.pays(console.times(2)), console.times(2)).withKey("key");
        Answer placed = buyer.places(purchase);
        assertThat(placed.status()).isEqualTo(201);

        DriverOrders.Placed again = driver().place(request(buyer, console, purchase));

        assertThat(again.replayed()).isTrue();
        assertThat(OrderBody.of(again.order()).id()).isEqualTo(placed.at("/id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "users", "products", "payments"})
    void keepsTheIndexesOfTheStore(String collection) {
        MongoDatabase own = client.getDatabase("retro-floor");
        own.drop();
        own.createCollection(collection);
        OrderIndexes.create(own);

        assertThat(indexes(own, collection)).isEqualTo(indexes(database, collection));
    }

    abstract OrderCommands commands(MongoClient client, MongoDatabase database);

    private DriverOrders driver() {
        return new DriverOrders(client, commands(client, database));
    }

    private static OrderRequest request(Buyer buyer, Console console, Purchase purchase) {
        return new OrderRequest(
                buyer.id(),
                purchase.key(),
                Map.of(console.id(), 2),
                ADDRESS,
                purchase.billingAmount(),
                purchase.paymentId());
    }

    private static Set<Document> indexes(MongoDatabase database, String collection) {
        Set<Document> indexes = new HashSet<>();
        for (Document index : database.getCollection(collection).listIndexes()) {
            index.values().removeIf(Boolean.FALSE::equals); // a server lists "sparse" if it was sent
            indexes.add(index);
        }
        return indexes;
    }

    private static List<BsonValue> shapes(SentCommands sent) {
        return sent.ofAnOrder().stream().map(Sent::body).map(FairFloor::shape).toList();
    }

    /** The names in it, and the types of its values. */
    private static BsonValue shape(BsonValue value) {
        if (value instanceof BsonArray array) {
            return new BsonArray(array.stream().map(FairFloor::shape).toList());
        }
        if (value instanceof BsonDocument document) {
            BsonDocument shape = new BsonDocument();
            document.forEach((name, member) -> {
                if (!APART.contains(name)) {
                    shape.append(name, shape(member));
                }
            });
            return shape;
        }
        return new BsonString(value.getBsonType().name());
    }
}
