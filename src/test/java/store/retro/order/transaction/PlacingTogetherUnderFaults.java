package store.retro.order.transaction;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.FailPoints;
import store.retro.fixture.NeedsBulkWrite;
import store.retro.fixture.Purchase;
import store.retro.fixture.SentCommands;
import store.retro.fixture.SentCommands.Sent;
import store.retro.fixture.UnderFaults;

/** As {@code PlacingUnderFaults}, where all writes of an order travel in one command. */
@NeedsBulkWrite
@Import(SentCommands.class)
abstract class PlacingTogetherUnderFaults extends UnderFaults {

    @Autowired
    private SentCommands commands;

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private MongoClient client;

    @MockitoSpyBean
    private OrderWrites writes;

    @Test
    void writesAndCommitsInTwoRoundTrips() {
        Console first = shop.console(100, 10);
        Console second = shop.console(200, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of(buyer.pays(first.times(1), second.times(2)), first.times(1), second.times(2));
        commands.forget();

        assertThat(buyer.places(purchase).status()).isEqualTo(201);

        List<Sent> sent = commands.ofAnOrder();
        assertThat(sent)
                .extracting(Sent::name)
                .containsExactly("find", "find", "find", "bulkWrite", "commitTransaction");
        assertThat(sent.get(3).body().getBoolean("startTransaction").getValue()).isTrue();
        assertThat(sent.get(3).body().containsKey("lsid")).isTrue();
        shop.invariant().holds();
    }

    @Test
    void leavesNothingBehindWhenTheCodeFailsAfterTheWrites() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase =
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
        doAnswer(invocation -> {
                    invocation.callRealMethod();
                    throw new IllegalStateException("a defect");
                })
                .when(writes)
                .write(any(), any());

        assertThat(buyer.places(purchase).code()).isEqualTo("internal-error");

        assertNothingWritten(console, buyer);
    }

    @Test
    void leavesNothingBehindWhenOneLineIsSoldOutMeanwhile() {
        Console plenty = shop.console(100, 10);
        Console rare = shop.console(100, 1);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of(buyer.pays(plenty.times(1), rare.times(1)), plenty.times(1), rare.times(1));
        beforeTheWrites(() -> elsewhere("products").updateOne(eq("_id", rare.id()), set("quantity", 0)));

        Answer answer = buyer.places(purchase);

        assertThat(answer.code()).isEqualTo("out-of-stock");
        assertNothingWritten(plenty, buyer);
        shop.restock(rare, 0);
    }

    /** The duplicate is recognised although it is one error of several writes. */
    @Test
    void meetsTheTombstoneOfItsPayment() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1));
        beforeTheWrites(() -> elsewhere("orders")
                .insertOne(new Document("userId", buyer.id())
                        .append("paymentId", purchase.paymentId())
                        .append("status", "void")));

        Answer answer = buyer.places(purchase);

        assertThat(answer.code()).isEqualTo("payment-not-authorized");
        assertThat(answer.at("/reason")).isEqualTo("voided");
        assertThat(shop.quantity(console)).isEqualTo(10);
        assertThat(shop.lifeTimeValue(buyer)).isZero();
    }

    static Stream<FailPoints.Fault> transientFaults() {
        return Stream.of(112, 251)
                .flatMap(code -> Stream.of("bulkWrite", "commitTransaction")
                        .map(command -> FailPoints.Fault.error(command, code).transientTransactionError()));
    }

    @ParameterizedTest
    @MethodSource("transientFaults")
    void runsTheBodyAgainAfterATransientError(FailPoints.Fault fault) {
        assertOneOrder(fault, 2);
    }

    @Test
    void runsTheBodyAgainWhenTheReplyToTheWritesIsLost() {
        assertOneOrder(FailPoints.Fault.connectionClosed("bulkWrite"), 1);
    }

    @Test
    void placesOneOrderWhenTheRepliesToTheCommitAreLost() {
        assertOneOrder(FailPoints.Fault.connectionClosed("commitTransaction"), 2);
    }

    @Test
    void asksToTryAgainWhenTheConflictsDoNotEnd() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1));
        failPoints.alwaysOn(FailPoints.Fault.error("bulkWrite", 112).transientTransactionError());

        assertThat(buyer.places(purchase).code()).isEqualTo("try-again");

        assertNothingWritten(console, buyer);
    }

    @Test
    void answersInTimeWhenTheDatabaseStalls() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1));
        failPoints.alwaysOn(FailPoints.Fault.blocked("bulkWrite", 8000));
        long start = System.nanoTime();

        Answer answer = buyer.places(purchase);

        assertThat(answer.code()).isEqualTo("try-again");
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(6500);
    }

    private void beforeTheWrites(Runnable meanwhile) {
        doAnswer(invocation -> {
                    meanwhile.run();
                    return invocation.callRealMethod();
                })
                .when(writes)
                .write(any(), any());
    }

    /** Outside the running transaction, as another instance would. */
    private MongoCollection<Document> elsewhere(String collection) {
        return client.getDatabase(mongo.getDb().getName()).getCollection(collection);
    }
}
