package store.retro.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import store.retro.TestDatabase;
import store.retro.bench.Purchases.Purchase;
import store.retro.fixture.Answer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Http;
import tools.jackson.databind.JsonNode;

/** What the smallest service has to keep of the contract, to be a fair measure of the store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmallestServiceIT {

    private static final String DATABASE = "retro-smallest";
    private static final Purchases PURCHASES = new Purchases(2, 2, 10);

    private final Tokens tokens = new Tokens();
    private final Purchase purchase = PURCHASES.all().get(0);
    private final Purchase another = PURCHASES.all().get(1);

    private MongoClient client;
    private MongoDatabase database;
    private Dataset dataset;
    private SmallestService service;
    private Http http;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        String server = TestDatabase.ofThisRun().connectionString().getConnectionString();
        client = MongoClients.create(server);
        database = client.getDatabase(DATABASE);
        dataset = new Dataset(database, Service.OURS);
        Path key = folder.resolve("public-key.pem");
        tokens.writePublicKey(key);
        service = SmallestService.start(0, naming(server), key);
        http = new Http("http://127.0.0.1:" + service.port());
    }

    private static String naming(String server) {
        String[] parts = server.split("\\?", 2);
        String hosts = parts[0].replaceFirst("(//[^/]*).*", "$1");
        return hosts + "/" + DATABASE + (parts.length == 2 ? "?" + parts[1] : "");
    }

    @AfterAll
    void stop() throws Exception {
        service.close();
        client.close();
    }

    @BeforeEach
    void stock() {
        List.of("users", "products", "orders", "payments", "simulatedProvider")
                .forEach(collection -> database.getCollection(collection).deleteMany(new Document()));
        PURCHASES.all().forEach(bought -> {
            insert("users", Service.OURS.user(bought.userId()));
            Service.OURS
                    .payment(bought.paymentId(), bought.userId(), bought.amount())
                    .forEach(part -> insert(part.collection(), part.document()));
        });
        for (int i = 0; i < PURCHASES.products(); i++) {
            insert("products", Service.OURS.product(Purchases.product(i), Dataset.STOCK));
        }
    }

    private void insert(String collection, Document document) {
        database.getCollection(collection).insertOne(document);
    }

    @Test
    void placesAnOrder() {
        Answer placed = place(purchase, purchase.key());

        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.header("Location")).contains("/orders/" + placed.at("/id"));
        assertThat(placed.replayed()).isFalse();
        assertThat(placed.json().propertyNames())
                .containsExactly(
                        "id",
                        "number",
                        "status",
                        "placedAt",
                        "shippedAt",
                        "cancelledAt",
                        "items",
                        "billingAmount",
                        "refundedAmount",
                        "shippingAddress",
                        "shipment",
                        "cancelReason",
                        "paymentId");
        assertThat(placed.at("/status")).isEqualTo("placed");
        assertThat(placed.at("/placedAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(placed.at("/items/1/unitPrice/amount")).isEqualTo("9900");
        assertThat(placed.at("/billingAmount/amount")).isEqualTo("19800");
        assertThat(placed.at("/shippingAddress/postalCode")).isEqualTo("SW1Y 4JH");
        assertThat(dataset.check()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "\"key\""})
    void replaysTheOrderOfAKey(String again) {
        Answer first = place(purchase, "key");
        Answer second = place(purchase, again);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.replayed()).isTrue();
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(dataset.check()).isEqualTo(1);
    }

    @Test
    void placesOneOrderForTwins() throws InterruptedException {
        List<Answer> answers = Concurrently.run(8, 8, twin -> place(purchase, "key"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(answers).filteredOn(answer -> !answer.replayed()).hasSize(1);
        assertThat(dataset.check()).isEqualTo(1);
    }

    @Test
    void replaysTheOrderOfAPaymentWithoutAKey() {
        place(purchase, null);

        assertThat(place(purchase, null).replayed()).isTrue();
        assertThat(place(purchase, "key").code()).isEqualTo("payment-already-used");
    }

    @Test
    void refusesAnotherBodyWithTheSameKey() {
        place(purchase, "key");

        assertThat(refused(send(token(purchase), "key", another.json()), 422)).isEqualTo("idempotency-key-reused");
    }

    @Test
    void tellsWhatIsOutOfStock() {
        change("products", purchase.products().get(1), "quantity", 0);

        Answer refused = place(purchase, "key");

        assertThat(refused(refused, 409)).isEqualTo("out-of-stock");
        JsonNode items = refused.json().get("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("productId").asString())
                .isEqualTo(purchase.products().get(1));
        assertThat(items.get(0).get("requested").asInt()).isEqualTo(1);
        assertThat(items.get(0).get("available").asInt()).isZero();
        assertThat(database.getCollection("orders").countDocuments()).isZero();
    }

    @Test
    void tellsTodaysTotal() {
        change("products", purchase.products().get(0), "price", 10_000L);

        Answer refused = place(purchase, "key");

        assertThat(refused(refused, 409)).isEqualTo("price-changed");
        assertThat(refused.at("/billingAmount/amount")).isEqualTo("19900");
    }

    @Test
    void refusesUnknownProductsAndUsers() {
        String body = purchase.json().replace("\"" + purchase.products().get(0) + "\"", "\"unknown\"");

        assertThat(refused(send(token(purchase), "key", body), 422)).isEqualTo("unknown-product");
        assertThat(refused(send(tokens.of("stranger"), "key", purchase.json()), 403))
                .isEqualTo("unknown-user");
    }

    @ParameterizedTest
    @CsvSource({
        "status, declined, declined",
        "status, requires_action, requires-action",
        "status, voided, voided",
        "userId, other, unknown",
        "currency, EUR, wrong-amount"
    })
    void tellsWhyThePaymentDoesNotCoverTheOrder(String field, String value, String reason) {
        change("simulatedProvider", purchase.paymentId(), field, value);

        Answer refused = place(purchase, "key");

        assertThat(refused(refused, 402)).isEqualTo("payment-not-authorized");
        assertThat(refused.at("/reason")).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "x.y.z"})
    void refusesABadToken(String token) {
        assertThat(refused(send(token, "key", purchase.json()), 401)).isEqualTo("unauthenticated");
    }

    @Test
    void refusesTheTokenOfAnotherIssuer() {
        String user = purchase.userId();
        assertThat(place(purchase, "key").status()).isEqualTo(201);

        assertThat(refused(send(new Tokens().of(user), "key", purchase.json()), 401))
                .isEqualTo("unauthenticated");
        assertThat(refused(send(Tokens.of(user, "a secret of at least 32 characters"), "key", purchase.json()), 401))
                .isEqualTo("unauthenticated");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"quantity\":1 | \"quantity\":\"1\" | malformed-request",
                "\"quantity\":1 | \"quantity\":1.0 | malformed-request",
                "\"quantity\":1 | \"quantity\":1,\"more\":1 | malformed-request",
                "\"quantity\":1 | \"quantity\":1,\"quantity\":1 | malformed-request",
                "\"city\":\"London\" | \"city\":5 | malformed-request",
                "\"quantity\":1 | \"quantity\":0 | invalid-request",
                "\"city\":\"London\" | \"city\":null | invalid-request",
                "\"USD\" | \"EUR\" | invalid-request",
                "\"GB\" | \"XX\" | invalid-request"
            })
    void refusesABodyThatIsNotAsItShouldBe(String good, String bad, String code) {
        assertThat(refused(send(token(purchase), "key", purchase.json().replace(good, bad)), 400))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "a,b", "a;b", "\"\"", "\"\\a\""})
    void refusesAKeyThatIsNone(String key) {
        assertThat(refused(place(purchase, key), 400)).isEqualTo("invalid-idempotency-key");
    }

    private Answer place(Purchase bought, @Nullable String key) {
        return send(token(bought), key, bought.json());
    }

    private Answer send(String token, @Nullable String key, String body) {
        Map<String, String> authorization = Map.of("Authorization", "Bearer " + token);
        Map<String, String> withKey =
                key == null ? authorization : Map.of("Authorization", "Bearer " + token, "Idempotency-Key", key);
        return http.send("POST", "/place-order", withKey, body);
    }

    private String token(Purchase bought) {
        return tokens.of(bought.userId());
    }

    private void change(String collection, String id, String field, Object value) {
        database.getCollection(collection).updateOne(Filters.eq("_id", id), Updates.set(field, value));
    }

    /** Its code, once it is a problem of this status. */
    private static String refused(Answer answer, int status) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        return answer.code();
    }
}
