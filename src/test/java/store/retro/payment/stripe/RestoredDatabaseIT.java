package store.retro.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import store.retro.RetroStore;
import store.retro.TestDatabase;
import store.retro.books.Commands;
import store.retro.fixture.Buyer;
import store.retro.fixture.SentCommands;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import store.retro.fixture.WithoutTestComponents;

/** {@code check --provider}: a database that has forgotten payments, and a provider that has not. */
@StoreTest
@TestPropertySource(
        properties = {
            "spring.mongodb.database=restored",
            "store.payment.gateway=stripe",
            "store.payment.stripe.api-key=sk_test_123",
            "store.payment.stripe.webhook-secret=whsec_test",
            "store.payment.stripe.publishable-key=pk_test_123",
            "store.payment.stripe.rest-after-failures=1ms"
        })
class RestoredDatabaseIT {

    private static final FakeStripe STRIPE = new FakeStripe();
    private static final Instant NOW = Instant.now();
    private static final String SINCE = NOW.minus(Duration.ofDays(3)).toString();

    private static final List<String> READS = List.of("find", "aggregate", "getMore", "listCollections", "listIndexes");

    @Autowired
    private Shop shop;

    @Autowired
    private MongoTemplate mongo;

    private final SentCommands sent = new SentCommands();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @DynamicPropertySource
    static void apiBase(DynamicPropertyRegistry registry) {
        registry.add("store.payment.stripe.api-base", STRIPE::base);
    }

    @AfterEach
    void heal() throws InterruptedException {
        STRIPE.heals();
        STRIPE.forgetsAll();
        Thread.sleep(20);
    }

    @AfterAll
    static void close() {
        STRIPE.close();
    }

    private int check(String... arguments) {
        return checkOn("restored", arguments);
    }

    private int checkOn(String database, String... arguments) {
        SpringApplication store = new SpringApplication(RetroStore.class);
        store.addInitializers(context -> {
            WithoutTestComponents.in((GenericApplicationContext) context);
            ((GenericApplicationContext) context).registerBean(SentCommands.class, () -> sent);
        });
        Stream<String> settings = Stream.of(
                "--spring.mongodb.uri=" + TestDatabase.ofThisRun().connectionString(),
                "--spring.mongodb.database=" + database,
                "--store.payment.gateway=stripe",
                "--store.payment.stripe.api-key=sk_test_123",
                "--store.payment.stripe.webhook-secret=whsec_test",
                "--store.payment.stripe.publishable-key=pk_test_123",
                "--store.payment.stripe.rest-after-failures=1ms",
                "--store.payment.stripe.api-base=" + STRIPE.base());
        Stream<String> command = Stream.of("check", "--provider", "--since", SINCE);
        return Commands.run(
                store,
                new PrintStream(written, true, StandardCharsets.UTF_8),
                Stream.of(command, Stream.of(arguments), settings)
                        .flatMap(each -> each)
                        .toArray(String[]::new));
    }

    /** What was written of a payment. */
    private String lineOf(String payment) {
        return output().lines()
                .filter(line -> line.contains(" " + payment + " "))
                .reduce((first, last) -> last)
                .orElse("none");
    }

    private String output() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private String ordered() {
        String payment = shop.buyer().buys(shop.console(100, 10).times(1)).at("/paymentId");
        shop.settle();
        return payment;
    }

    private String paid() {
        return shop.buyer().pays(shop.console(100, 10).times(1));
    }

    /** The database is one of before the payment. */
    private String forgotten(String payment) {
        mongo.getCollection("orders").deleteOne(new Document("paymentId", payment));
        mongo.getCollection("payments").deleteOne(new Document("_id", payment));
        return payment;
    }

    private static String old(String payment) {
        STRIPE.intent(payment).created = NOW.minus(Duration.ofDays(2));
        return payment;
    }

    private @Nullable String statusInOrders(String payment) {
        Document found = mongo.getCollection("orders")
                .find(new Document("paymentId", payment))
                .first();
        return found == null ? null : found.getString("status");
    }

    @Test
    void listsWhatIsMissingAndWritesNothing() {
        String ordered = old(ordered());
        String captured = old(forgotten(ordered()));
        String held = old(forgotten(paid()));
        int before = STRIPE.requests().size();

        int code = check();

        assertThat(code).isEqualTo(3);
        assertThat(lineOf(ordered)).endsWith(" captured 100 USD ordered");
        assertThat(lineOf(captured)).endsWith(" captured 100 USD MISSING payment and order");
        assertThat(lineOf(held)).endsWith(" authorized 100 USD MISSING payment and order");
        assertThat(lineOf(held)).contains(" stripe " + STRIPE.intent(held).id + " ");
        assertThat(output())
                .endsWith("3 payments since " + SINCE
                        + ": without an order here 1 captured, 1 held; 0 given back, 2 left\n");
        assertThat(sent.names()).isNotEmpty().allMatch(READS::contains);
        assertThat(STRIPE.requests().subList(before, STRIPE.requests().size()))
                .isNotEmpty()
                .allMatch(request -> request.method().equals("GET"));
    }

    @Test
    void givesBackWhatIsMissing() {
        String ordered = old(ordered());
        String captured = old(forgotten(ordered()));
        String held = old(forgotten(paid()));

        assertThat(check("--apply")).isZero();

        assertThat(lineOf(captured)).endsWith("MISSING payment and order, refunded");
        assertThat(lineOf(held)).endsWith("MISSING payment and order, voided");
        assertThat(output()).endsWith("1 captured, 1 held; 2 given back, 0 left\n");
        assertThat(STRIPE.intent(captured).refunds).isEqualTo(1);
        assertThat(STRIPE.intent(held).voids).isEqualTo(1);
        assertThat(STRIPE.intent(ordered).refunds).isZero();
        assertThat(statusInOrders(captured)).isEqualTo("void");
        assertThat(statusInOrders(ordered)).isEqualTo("placed");
    }

    @Test
    void findsNothingMissingOnceItIsGivenBack() {
        String captured = old(forgotten(ordered()));
        check("--apply");

        assertThat(check("--apply")).isZero();
        assertThat(lineOf(captured)).endsWith(" refunded 100 USD no money");
        assertThat(STRIPE.intent(captured).refunds).isEqualTo(1);
    }

    @Test
    void closesAPaymentToOrdersBeforeItIsGivenBack() {
        String held = old(forgotten(paid()));
        AtomicReference<String> meanwhile = new AtomicReference<>();
        STRIPE.meanwhile("cancel", false, () -> meanwhile.set(statusInOrders(held)));

        check("--apply");

        assertThat(meanwhile).hasValue("void");
    }

    @Test
    void goesOnWhereAnotherRunHasEndedEarly() {
        Buyer buyer = shop.buyer();
        String held = old(forgotten(buyer.pays(shop.console(100, 10).times(1))));
        shop.insertTombstone(buyer, held);

        assertThat(check("--apply")).isZero();
        assertThat(STRIPE.intent(held).voids).isEqualTo(1);
    }

    @Test
    void leavesWhatIsYoungerThanADay() {
        String captured = forgotten(ordered());
        STRIPE.intent(captured).created = NOW.minus(Duration.ofHours(23));

        assertThat(check("--apply")).isEqualTo(3);
        assertThat(lineOf(captured)).endsWith("MISSING payment and order, left: younger than a day");
        assertThat(STRIPE.intent(captured).refunds).isZero();
        assertThat(statusInOrders(captured)).isNull();
    }

    @Test
    void givesBackNoMoreThanItIsTold() {
        List<String> held = Stream.generate(this::paid)
                .limit(3)
                .map(this::forgotten)
                .map(RestoredDatabaseIT::old)
                .toList();

        assertThat(check("--apply", "--at-most", "2")).isEqualTo(3);
        assertThat(held.stream()
                        .mapToInt(payment -> STRIPE.intent(payment).voids)
                        .sum())
                .isEqualTo(2);
        assertThat(output()).contains("left: 2 were tried").endsWith("2 given back, 1 left\n");
    }

    @Test
    void tellsWhatTheStoreKnowsFromWhatItHasForgotten() {
        String unused = paid();
        String captured = old(ordered());
        mongo.getCollection("orders").deleteOne(new Document("paymentId", captured));

        assertThat(check()).isEqualTo(3);
        assertThat(lineOf(unused)).endsWith(" authorized 100 USD unused so far");
        assertThat(lineOf(captured)).endsWith(" captured 100 USD MISSING order");
    }

    @Test
    void notesWhatItHasGivenBackWhereThePaymentIsKnown() {
        String held = old(paid());

        assertThat(check("--apply")).isZero();
        assertThat(shop.document("payments", held))
                .containsEntry("status", "voided")
                .containsKey("removal")
                .doesNotContainKey("release");
    }

    @Test
    void leavesPaymentsOfOtherStoresAlone() {
        String others = old(forgotten(ordered()));
        STRIPE.intent(others).form.put("metadata[store_id]", "another store");

        assertThat(check("--apply")).isZero();
        assertThat(output()).doesNotContain(others).contains("0 payments since");
        assertThat(STRIPE.intent(others).refunds).isZero();
    }

    @Test
    void looksAtNothingOfBefore() {
        String captured = forgotten(ordered());
        STRIPE.intent(captured).created = NOW.minus(Duration.ofDays(4));

        assertThat(check("--apply")).isZero();
        assertThat(output()).doesNotContain(captured);
    }

    @Test
    void leavesWhatTheProviderWillNotGiveBack() {
        String captured = old(forgotten(ordered()));
        STRIPE.meanwhile("refunds", false, () -> STRIPE.refuses(400, "charge_disputed", null));

        assertThat(check("--apply")).isEqualTo(3);
        assertThat(lineOf(captured)).contains("MISSING payment and order, left: ");
    }

    @Test
    void saysThatTheProviderCannotBeAsked() {
        STRIPE.fails(500, 1000);

        assertThat(check()).isEqualTo(1);
        assertThat(output()).contains("It could not be looked into").contains("Stripe");
    }

    @Test
    void touchesNoDatabaseThatIsNoStores() {
        assertThat(checkOn("never-a-store", "--apply")).isEqualTo(1);

        assertThat(output()).contains("no id of the store");
        assertThat(sent.names()).allMatch(READS::contains);
    }

    @Test
    void readsAsManyPagesAsThereAre() {
        String first = old(forgotten(paid()));
        Map<String, String> form = STRIPE.intent(first).form;
        STRIPE.holdsSome(250, form, NOW.minus(Duration.ofDays(1)));

        assertThat(check()).isEqualTo(3);
        assertThat(output()).contains("251 payments since").contains(" " + first + " ");
    }
}
